import { describe, expect, it } from '@jest/globals';
import { readTableQuery, withLinks, type PolicyRow } from './policies-table.rules.js';

const row: PolicyRow = {
  account_id: '123456789012',
  account_name: 'payments-production',
  arn: 'arn:aws:s3:::Payments-exports',
  technology: 'AWS::S3::Bucket',
  templated: null,
  errors: 4,
};

describe(readTableQuery, () => {
  it.each([
    [{}, true, ''],
    [{ arn: 'PAYMENTS' }, true, 'PAYMENTS'],
    [{ arn: '^arn:aws:s3:::pay.*exports$' }, true, 'arn:aws:s3:::pay'],
    [{ arn: 'exports?x' }, false, 'export'],
    [{ account_id: '1234', technology: 'iam' }, false, '1234'],
    [{ technology: 's3' }, true, ''],
    [{ errors: [3, 5] }, true, ''],
    [{ errors: [4, 9] }, false, ''],
    [{ arn: '[', nothing: 'x' }, true, ''],
    [{ arn: 'a|b' }, true, ''],
  ])('with the filters %j a row is wanted: %j, and the search begins with %j', (filters, isWanted, search) => {
    const query = readTableQuery({ filters });
    if (typeof query === 'string') throw new Error(query);
    expect([query.isWanted(row), query.search, query.limit]).toEqual([isWanted, search, 1_000]);
  });

  it.each([['(a+)+$'], ['.*.*.*'], ['(a)\\1'], ['x'.repeat(201)]])('refuses the pattern %.20s', (arn) => {
    expect(readTableQuery({ filters: { arn } })).toContain('filters.arn');
  });

  it('refuses a limit that is none, and takes no body for no filter', () => {
    expect(readTableQuery({ limit: 'many' })).toContain('limit');
    expect(readTableQuery(undefined)).toMatchObject({ limit: 1_000 });
  });
});

describe(withLinks, () => {
  it('links what has a page', () => {
    expect(withLinks(row, '/policies/edit/1/s3/x')).toMatchObject({
      arn: '[arn:aws:s3:::Payments-exports](/policies/edit/1/s3/x)',
      templated: 'N/A',
    });
    expect(withLinks(row, null).arn).toBe(row.arn);
  });
});
