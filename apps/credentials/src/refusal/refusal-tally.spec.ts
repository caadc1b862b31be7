import { describe, expect, it } from '@jest/globals';
import { MANY_ROLES, RefusalTally, type Refusal } from './refusal-tally.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds));
const refusal = (subject = 'arn:aws:iam::100000000003:role/admin', more: Partial<Refusal> = {}): Refusal => ({
  actorId: 'ada@example.com',
  actorSessionId: 's-1',
  purpose: 'credentials',
  subject,
  reason: 'NOT_ELIGIBLE',
  details: {},
  ...more,
});

describe(RefusalTally, () => {
  it('lets the first of its kind be recorded, and counts the others until the minute is over', () => {
    const tally = new RefusalTally();
    expect(tally.take(refusal(), at(0))).toEqual(refusal());
    for (const second of [1, 2, 59]) expect(tally.take(refusal(), at(second))).toBeUndefined();
    expect(tally.settle(at(59))).toEqual([]);
    expect(tally.settle(at(60))).toEqual([{ refusal: refusal(), repeats: 3, firstAt: at(0), lastAt: at(59) }]);
    expect(tally.take(refusal(), at(61))).toEqual(refusal());
  });

  it('says nothing more of what came once', () => {
    const tally = new RefusalTally();
    tally.take(refusal(), at(0));
    expect(tally.settle(at(60))).toEqual([]);
  });

  it.each<[string, Partial<Refusal>]>([
    ['person', { actorId: 'grace@example.com' }],
    ['session', { actorSessionId: 's-2' }],
    ['purpose', { purpose: 'console' }],
    ['role', { subject: 'arn:aws:iam::100000000003:role/other' }],
    ['reason', { reason: 'ROLE_UNKNOWN' }],
  ])('tells one %s from another', (_what, change) => {
    const tally = new RefusalTally();
    tally.take(refusal(), at(0));
    const other = { ...refusal(), ...change };
    expect(tally.take(other, at(0))).toEqual(other);
  });

  it('counts together what one person tries beyond twenty roles, whatever their names, and nobody else with them', () => {
    const tally = new RefusalTally();
    const recorded = Array.from({ length: 5_000 }, (_, index) =>
      tally.take(refusal(`role-${index}`, { actorSessionId: `s-${index}` }), at(1)),
    ).filter((one) => one !== undefined);
    expect(recorded).toHaveLength(21);
    expect(recorded.at(-1)?.subject).toBe(MANY_ROLES);
    const grace = refusal('role-1', { actorId: 'grace@example.com' });
    expect(tally.take(grace, at(1))).toEqual(grace);
    expect(tally.settle(at(5), true)).toMatchObject([{ refusal: { subject: MANY_ROLES }, repeats: 4_979 }]);
    expect(tally.take(refusal('role-1'), at(6))).toEqual(refusal('role-1'));
  });
});
