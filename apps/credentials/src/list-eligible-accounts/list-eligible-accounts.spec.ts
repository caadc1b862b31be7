import { describe, expect, it } from '@jest/globals';
import type { Actor, VisibilityRule } from '@gatehouse/contracts';
import { DisclosedRoles, Visibility } from '../eligibility/disclosed-roles.js';
import { EligibilityIndex } from '../eligibility/eligibility-index.js';
import type { EligibilityKeeper } from '../eligibility/eligibility-keeper.js';
import { EligibilitySources } from '../eligibility/eligibility-sources.js';
import type { KnownRoleRepository } from '../eligibility/known-role.repository.js';
import { ListEligibleAccountsQuery } from './list-eligible-accounts.query.js';

const ada: Actor = {
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada',
  groups: ['payments', 'on-call'],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 's',
};
const sources = new EligibilitySources([], { forceLowerCase: false });
const arnIn = (accountId: string, name: string) => `arn:aws:iam::${accountId}:role/${name}`;

function keeperOf(roles: readonly (readonly [accountId: string, name: string, group: string])[]): EligibilityKeeper {
  const index = new EligibilityIndex();
  for (const [accountId, name, group] of roles) {
    index.put({ roleArn: arnIn(accountId, name), accountId, maxSessionSeconds: 3_600, full: [group], cliOnly: [] });
  }
  return { isReady: true, index } as unknown as EligibilityKeeper;
}

const keeper = keeperOf([
  ['333333333333', 'reader', 'on-call'],
  ['111111111111', 'reader', 'payments'],
  ['111111111111', 'writer', 'payments'],
  ['222222222222', 'admin', 'cloud'],
]);

describe(ListEligibleAccountsQuery, () => {
  const query = new ListEligibleAccountsQuery(keeper, sources);

  it('names each account once in which the person may assume a role, and no other', () => {
    const items = ['111111111111', '333333333333'];
    expect(query.execute({ limit: 10_000 }, ada)).toEqual({ items, totalCount: 2 });
    expect(query.execute({ limit: 10_000 }, { ...ada, groups: [] }).items).toEqual([]);
  });

  it('goes on after a page', () => {
    const first = query.execute({ limit: 1 }, ada);
    const second = query.execute({ limit: 1, cursor: first.nextCursor }, ada);
    expect([first.items, second.items, second.nextCursor]).toEqual([['111111111111'], ['333333333333'], undefined]);
  });

  it('refuses a cursor that it did not write, and to answer before it knows the roles', () => {
    expect(() => query.execute({ limit: 1, cursor: 'made-up' }, ada)).toThrow('CURSOR_INVALID');
    const early = { ...keeper, isReady: false } as unknown as EligibilityKeeper;
    expect(() => new ListEligibleAccountsQuery(early, sources).execute({ limit: 1 }, ada)).toThrow('INDEX_NOT_READY');
  });
});

describe(DisclosedRoles, () => {
  const repository = {
    find: async (roleArn: string) =>
      roleArn.endsWith('/ghost') ? null : { roleArn, accountId: roleArn.split(':')[4] ?? '' },
  } as unknown as KnownRoleRepository;
  const under = (rule: VisibilityRule) => new DisclosedRoles(keeper, sources, repository, new Visibility(rule));
  const told = async (rule: VisibilityRule, roleArn: string) => (await under(rule).find(roleArn, ada)) !== null;

  it('keeps roles of accounts in which a person has none apart only where everybody sees everything', async () => {
    expect(await told('everybody', arnIn('222222222222', 'admin'))).toBe(true);
    expect(await told('by-account', arnIn('222222222222', 'admin'))).toBe(false);
    expect(await told('by-account', arnIn('111111111111', 'of-others'))).toBe(true);
    expect(await told('everybody', arnIn('222222222222', 'ghost'))).toBe(false);
  });
});
