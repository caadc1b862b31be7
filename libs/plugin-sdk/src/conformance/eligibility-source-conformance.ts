import { EligibilityReason } from '@gatehouse/contracts';
import type { EligibilitySource, RoleFacts } from '../extension-points/eligibility-source.js';
import { must, type ConformanceCase } from './conformance-case.js';

/** Calls per role that a source is timed with. */
const CALLS = 10_000;
/** A million roles must be indexed in well under a minute. */
const LONGEST_CALL_MICROSECONDS = 50;

/**
 * What every eligibility source promises, checked on the given roles (some that it knows, some that it does not).
 *
 * @example it.each(eligibilitySourceConformance(mySource, roles))('$promise', ({ check }) => check());
 */
export function eligibilitySourceConformance(
  source: EligibilitySource,
  roles: readonly RoleFacts[],
): readonly ConformanceCase[] {
  return [
    {
      promise: 'gives reasons that the contracts can carry, none for an empty identity',
      check: async () => {
        for (const reason of roles.flatMap((role) => [...source.reasonsFor(role)])) {
          must(EligibilityReason.safeParse(reason).success, `${JSON.stringify(reason)} is not an EligibilityReason`);
          must(reason.identity.trim() !== '', 'an empty identity would make everybody eligible');
        }
      },
    },
    {
      promise: 'says the same when asked twice',
      check: async () => {
        const answers = () => JSON.stringify(roles.map((role) => source.reasonsFor(role)));
        must(answers() === answers(), 'two answers for the same roles differ');
      },
    },
    {
      promise: 'names nobody for a role without tags in an account nobody knows',
      check: async () => {
        const stranger = { roleArn: 'arn:aws:iam::000000000000:role/stranger', accountId: '000000000000', tags: {} };
        must(source.reasonsFor(stranger).length === 0, 'it names somebody');
      },
    },
    {
      promise: 'is quick enough to index a million roles',
      check: async () => {
        const began = performance.now();
        for (let call = 0; call < CALLS; call += 1) source.reasonsFor(roles[call % roles.length] as RoleFacts);
        const each = ((performance.now() - began) * 1_000) / CALLS;
        must(each < LONGEST_CALL_MICROSECONDS, `a call takes ${each.toFixed(1)} µs`);
      },
    },
  ];
}
