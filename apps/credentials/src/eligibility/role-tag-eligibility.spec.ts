import { describe, it } from '@jest/globals';
import { eligibilitySourceConformance } from '@gatehouse/plugin-sdk';
import { RoleTagEligibility } from './role-tag-eligibility.js';

describe(RoleTagEligibility, () => {
  const source = new RoleTagEligibility({
    authorizedTags: ['gatehouse-authorized'],
    cliOnlyTags: ['gatehouse-authorized-cli-only'],
    forceLowerCase: false,
  });
  const role = (tags: Record<string, string>) => ({
    roleArn: 'arn:aws:iam::111122223333:role/payments',
    accountId: '111122223333',
    tags,
  });

  it.each(
    eligibilitySourceConformance(source, [
      role({ 'gatehouse-authorized': 'payments:on-call', 'gatehouse-authorized-cli-only': 'robots/ / ' }),
      role({ 'gatehouse-authorized': ' : ' }),
      role({ team: 'payments' }),
    ]),
  )('$promise', ({ check }) => check());
});
