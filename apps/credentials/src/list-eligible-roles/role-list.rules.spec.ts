import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOfRoles, type ListedRole, type RolePosition } from './role-list.rules.js';

const role = (accountId: string, path: string, cliOnly = false): ListedRole => ({
  roleArn: `arn:aws:iam::${accountId}:role/${path}`,
  accountId,
  cliOnly,
  maxSessionSeconds: 3_600,
});
const names = new Map([
  ['111111111111', 'payments'],
  ['222222222222', 'Data'],
]);
const nameOf = (accountId: string) => names.get(accountId) ?? accountId;
const roles = [
  role('111111111111', 'writer'),
  role('111111111111', 'team/Reader'),
  role('111111111111', 'deploy', true),
  role('222222222222', 'steward'),
  role('333333333333', 'unnamed'),
];
const arnsOf = (page: { roles: readonly ListedRole[] }) => page.roles.map(({ roleArn }) => roleArn.slice(13));
const everything = { includeCliOnly: true };
const first = { after: null, limit: 50 };

describe(pageOfRoles, () => {
  it('sorts by account name and role name, without regard to case or path', () => {
    expect(arnsOf(pageOfRoles(roles, everything, nameOf, first))).toEqual([
      '333333333333:role/unnamed',
      '222222222222:role/steward',
      '111111111111:role/deploy',
      '111111111111:role/team/Reader',
      '111111111111:role/writer',
    ]);
  });

  it.each([
    ['an account name', { ...everything, search: 'DATA' }, ['222222222222:role/steward']],
    ['a part of an ARN', { ...everything, search: 'reader' }, ['111111111111:role/team/Reader']],
    ['an account', { ...everything, accountId: '222222222222' }, ['222222222222:role/steward']],
    [
      'the console only',
      { includeCliOnly: false, accountId: '111111111111' },
      ['111111111111:role/team/Reader', '111111111111:role/writer'],
    ],
  ])('filters by %s and counts what is left', (_what, filter, expected) => {
    const page = pageOfRoles(roles, filter, nameOf, first);
    expect(arnsOf(page)).toEqual(expected);
    expect(page.totalCount).toBe(expected.length);
  });

  it('shows every role exactly once, in the same order, whatever the size of pages', () => {
    const anyRole = fc.record({
      accountId: fc.constantFrom('111111111111', '222222222222', '333333333333'),
      path: fc.constantFrom('a', 'B', 'b/a', 'c', 'd', 'x/y/z'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyRole, { selector: (it) => it.accountId + it.path }),
        fc.integer({ min: 1, max: 4 }),
        (them, limit) => {
          const all = them.map(({ accountId, path }) => role(accountId, path));
          const paged: string[] = [];
          let after: RolePosition | null = null;
          for (;;) {
            const page = pageOfRoles(all, everything, nameOf, { after, limit });
            paged.push(...page.roles.map(({ roleArn }) => roleArn));
            const last = page.roles.at(-1);
            if (!page.hasMore || last === undefined) break;
            after = [last.accountId, last.roleArn];
          }
          const whole = pageOfRoles(all, everything, nameOf, { after: null, limit: 1_000 });
          expect(paged).toEqual(whole.roles.map(({ roleArn }) => roleArn));
          expect(new Set(paged).size).toBe(all.length);
        },
      ),
    );
  });
});
