import { describe, expect, it } from '@jest/globals';
import { filterFromParameters, filterToParameters } from './role-filter-url.rules';
import { NO_FILTER, type RoleFilter } from './role-filter.rules';

const throughAddress = (filter: RoleFilter) =>
  filterFromParameters(new URLSearchParams(filterToParameters(filter)).entries());

describe('a filter in the address', () => {
  it.each<[string, RoleFilter]>([
    ['nothing', NO_FILTER],
    ['free text', { operation: 'and', tokens: [{ operator: ':', value: 'reader & writer' }] }],
    ['free text that excludes', { operation: 'and', tokens: [{ operator: '!:', value: 'break-glass' }] }],
    [
      'several conditions, any of them',
      {
        operation: 'or',
        tokens: [
          { propertyKey: 'account', operator: '=', value: 'payments-production' },
          { propertyKey: 'cli-only', operator: '=', value: 'yes' },
          { propertyKey: 'ou', operator: '^', value: 'Root/Workloads' },
        ],
      },
    ],
    [
      'a tag whose key and value look like conditions',
      { operation: 'and', tokens: [{ propertyKey: 'tag.a:b=c!d^e%3a', operator: '!=', value: '=:x' }] },
    ],
  ])('comes back as it was: %s', (_what, filter) => {
    expect(throughAddress(filter)).toEqual(filter);
  });

  it('reads well', () => {
    const filter: RoleFilter = {
      operation: 'and',
      tokens: [
        { propertyKey: 'name', operator: ':', value: 'reader' },
        { operator: ':', value: 'payments' },
      ],
    };
    expect(filterToParameters(filter)).toEqual([
      ['f', 'name:reader'],
      ['q', 'payments'],
    ]);
  });

  it.each([
    [[['f', 'nonsense']]],
    [[['f', 'name:']]],
    [[['f', `name:${'x'.repeat(201)}`]]],
    [[['q', '']]],
    [[['page', '2']]],
  ] as [string, string][][][])('leaves out what it does not know: %j', (parameters) => {
    expect(filterFromParameters(parameters)).toEqual(NO_FILTER);
  });
});
