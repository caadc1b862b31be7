import { describe, expect, it } from '@jest/globals';
import { matchesFilter, narrowingOf, NO_FILTER, type RoleFilter, type RoleToken } from './role-filter.rules';

const role = {
  roleArn: 'arn:aws:iam::123456789012:role/teams/Payments-Reader',
  roleName: 'Payments-Reader',
  accountId: '123456789012',
  accountName: 'payments-production',
  cliOnly: false,
  tags: { team: 'payments', 'aws:stack': 'core' },
  ouPath: 'Root/Workloads',
};
const all = (...tokens: RoleToken[]): RoleFilter => ({ operation: 'and', tokens });
const any = (...tokens: RoleToken[]): RoleFilter => ({ operation: 'or', tokens });

describe(matchesFilter, () => {
  it('meets every role without conditions', () => {
    expect(matchesFilter(role, NO_FILTER)).toBe(true);
  });

  it.each<[string, RoleToken]>([
    ['part of the ARN', { operator: ':', value: 'teams/pay' }],
    ['part of the account name', { operator: ':', value: 'PRODUCTION' }],
    ['the account by name', { propertyKey: 'account', operator: '=', value: 'payments-production' }],
    ['the account by id', { propertyKey: 'account', operator: '=', value: '123456789012' }],
    ['how the name begins', { propertyKey: 'name', operator: '^', value: 'payments' }],
    ['the organizational unit', { propertyKey: 'ou', operator: ':', value: 'workloads' }],
    ['what it is not for', { propertyKey: 'cli-only', operator: '=', value: 'no' }],
    ['a tag', { propertyKey: 'tag.team', operator: '=', value: 'payments' }],
    ['a tag whose key has a colon', { propertyKey: 'tag.aws:stack', operator: ':', value: 'cor' }],
    ['a tag that it does not have', { propertyKey: 'tag.owner', operator: '!=', value: 'ada' }],
    ['a name of no object of ours', { propertyKey: 'tag.constructor', operator: '!:', value: 'a' }],
  ])('finds a role by %s', (_what, token) => {
    expect(matchesFilter(role, all(token))).toBe(true);
  });

  it('wants all conditions for and, any one for or', () => {
    const meets: RoleToken = { propertyKey: 'name', operator: ':', value: 'reader' };
    const fails: RoleToken = { propertyKey: 'name', operator: '!:', value: 'reader' };
    expect(matchesFilter(role, all(meets, fails))).toBe(false);
    expect(matchesFilter(role, any(meets, fails))).toBe(true);
  });
});

describe(narrowingOf, () => {
  it('asks the gateway for the most telling text, the account and the kind', () => {
    const filter = all(
      { operator: ':', value: 'pay' },
      { propertyKey: 'name', operator: ':', value: 'reader' },
      { propertyKey: 'account', operator: '=', value: '123456789012' },
      { propertyKey: 'cli-only', operator: '=', value: 'no' },
    );
    expect(narrowingOf(filter)).toEqual({ search: 'reader', accountId: '123456789012', includeCliOnly: false });
  });

  it.each<[string, RoleFilter]>([
    ['a condition that excludes', all({ propertyKey: 'name', operator: '!:', value: 'reader' })],
    ['a tag, which the gateway does not search', all({ propertyKey: 'tag.team', operator: '=', value: 'payments' })],
    ['alternatives', any({ operator: ':', value: 'pay' }, { operator: ':', value: 'data' })],
  ])('never loses a row to %s', (_what, filter) => {
    expect(narrowingOf(filter)).toEqual({});
  });
});
