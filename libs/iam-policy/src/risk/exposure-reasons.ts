import type { AssessedPolicies, RiskOptions, RiskReason } from './risk-reason.js';
import { newExposures } from './exposure.js';

const WEIGHTS = { everybody: 85, stranger: 55 } as const;

/** Everybody, or accounts of others, whom a change lets in. */
export function exposureReasons(
  before: AssessedPolicies,
  after: AssessedPolicies,
  { organizationAccountIds }: RiskOptions,
): RiskReason[] {
  const policiesOf = ({ resourcePolicy, trustPolicy }: AssessedPolicies) => [resourcePolicy, trustPolicy];
  return newExposures(policiesOf(before), policiesOf(after), organizationAccountIds).map(
    ({ to, principal, statement }) => ({
      id: to === 'everybody' ? 'public-exposure' : 'cross-organization-exposure',
      weight: WEIGHTS[to],
      sentence:
        to === 'everybody'
          ? 'Lets everybody in, also without an AWS account.'
          : `Lets ${principal.slice(0, 200)} in, which does not belong to the organization.`,
      statement,
    }),
  );
}
