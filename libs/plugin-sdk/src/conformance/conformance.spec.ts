import { describe, expect, it } from '@jest/globals';
import type { AccountSource } from '../extension-points/account-source.js';
import type { EligibilitySource, RoleFacts } from '../extension-points/eligibility-source.js';
import { accountSourceConformance } from './account-source-conformance.js';
import { PromiseNotKept } from './conformance-case.js';
import { eligibilitySourceConformance } from './eligibility-source-conformance.js';

const payments: RoleFacts = {
  roleArn: 'arn:aws:iam::111122223333:role/payments',
  accountId: '111122223333',
  tags: { team: 'payments' },
};
const reason = { source: 'role-tag', detail: 'team', identity: 'payments', cliOnly: false } as const;
const byTeam: EligibilitySource = {
  id: 'by-team',
  considers: ['team'],
  reasonsFor: ({ tags }) => (tags['team'] === undefined ? [] : [reason]),
};
const byHand: AccountSource = {
  id: 'by-hand',
  list: async (signal) => {
    signal.throwIfAborted();
    return [
      {
        accountId: '111122223333',
        name: 'payments',
        email: null,
        status: 'active',
        organizationId: null,
        ouPath: '',
        partition: 'aws',
      },
    ];
  },
};

describe('a source that keeps its promises', () => {
  it.each([...eligibilitySourceConformance(byTeam, [payments]), ...accountSourceConformance(byHand)])(
    '$promise',
    ({ check }) => check(),
  );
});

describe('a source that breaks a promise is found out', () => {
  let asked = 0;
  const allOf = async (cases: readonly { check(): Promise<void> }[]) => {
    for (const { check } of cases) await check();
  };

  it.each([
    ['an empty identity', { ...byTeam, reasonsFor: () => [{ ...reason, identity: ' ' }] }],
    ['another answer each time', { ...byTeam, reasonsFor: () => [{ ...reason, identity: `${(asked += 1)}` }] }],
    ['everybody for everything', { ...byTeam, reasonsFor: () => [reason] }],
  ])('%s', async (_what, source) => {
    await expect(allOf(eligibilitySourceConformance(source, [payments]))).rejects.toThrow(PromiseNotKept);
  });

  it.each([
    [
      'an account twice',
      {
        ...byHand,
        list: async () => [
          ...(await byHand.list(AbortSignal.timeout(1))),
          ...(await byHand.list(AbortSignal.timeout(1))),
        ],
      },
    ],
    ['no interest in the signal', { ...byHand, list: async () => byHand.list(AbortSignal.timeout(1_000)) }],
  ])('%s', async (_what, source) => {
    await expect(allOf(accountSourceConformance(source))).rejects.toThrow(PromiseNotKept);
  });
});
