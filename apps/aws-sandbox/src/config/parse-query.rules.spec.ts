import { describe, expect, it } from '@jest/globals';

import { type Row, matches, mayMatch } from './match-query.rules.js';
import { parseQuery } from './parse-query.rules.js';
import { Aggregation, ordered, projected } from './project-query.rules.js';

const ROWS: readonly Row[] = [
  {
    resourceId: 'i-1',
    resourceType: 'AWS::EC2::Instance',
    accountId: '111',
    configuration: { size: 2, public: true, groups: [{ id: 'sg-1' }, { id: 'sg-2' }], name: "it's" },
    tags: [
      { tag: 'env=prod', key: 'env', value: 'prod' },
      { tag: 'team=pay', key: 'team', value: 'pay' },
    ],
  },
  {
    resourceId: 'i-2',
    resourceType: 'AWS::EC2::Instance',
    accountId: '222',
    configuration: { size: 10, public: false, groups: [] },
    tags: [{ tag: 'env=test', key: 'env', value: 'test' }],
  },
  { resourceId: 'q', resourceType: 'AWS::SQS::Queue', accountId: '111', configuration: { size: 7 }, tags: [] },
];

const found = (condition: string): string => {
  const { where } = parseQuery(`SELECT resourceId WHERE ${condition}`);
  if (where === undefined) throw new Error('no condition');
  return ROWS.filter((row) => matches(row, where))
    .map(({ resourceId }) => resourceId)
    .join(' ');
};

describe('a condition', () => {
  it.each([
    ["resourceType = 'AWS::EC2::Instance'", 'i-1 i-2'],
    ["resourceType='AWS::EC2::Instance' AND accountId = '222'", 'i-2'],
    ["resourceType = 'AWS::SQS::Queue' or accountId = '222' and configuration.size > 9", 'i-2 q'],
    ["(resourceType = 'AWS::SQS::Queue' or accountId = '222') and configuration.size > 9", 'i-2'],
    ["NOT resourceType = 'AWS::SQS::Queue'", 'i-1 i-2'],
    ["not not resourceType = 'AWS::SQS::Queue'", 'q'],
    ["resourceType != 'AWS::SQS::Queue'", 'i-1 i-2'],
    ["resourceType <> 'AWS::SQS::Queue'", 'i-1 i-2'],
    ["resourceType LIKE 'AWS::EC2::%'", 'i-1 i-2'],
    ["resourceType NOT LIKE 'AWS::EC2::%'", 'q'],
    ["resourceType LIKE 'AWS::SQS::Queue'", 'q'],
    ["resourceId IN ('i-1', 'q')", 'i-1 q'],
    ["resourceId NOT IN ('i-1', 'q')", 'i-2'],
    ['configuration.size BETWEEN 2 AND 7', 'i-1 q'],
    ['configuration.size >= 7', 'i-2 q'],
    ["configuration.size < '10'", 'i-1 q'],
    ['configuration.public = true', 'i-1'],
    ["configuration.groups.id = 'sg-2'", 'i-1'],
    ["configuration.groups.id != 'sg-2'", 'i-2 q'],
    ["configuration.name = 'it''s'", 'i-1'],
    ['configuration.name = "it\'s"', 'i-1'],
    ["tags.tag = 'env=prod'", 'i-1'],
    ["tags.key = 'env' and tags.value = 'pay'", 'i-1'],
    ["configuration.nothing = 'x'", ''],
    ["resourceid = 'q'", ''],
  ])('%s', (condition, ids) => {
    expect(found(condition)).toBe(ids);
  });
});

describe('a query', () => {
  it.each([
    ['', 'expected SELECT'],
    ['SELECT', 'expected a property and found the end'],
    ['SELECT resourceId FROM resources', 'FROM is not supported'],
    ['SELECT DISTINCT resourceId', 'DISTINCT is not supported'],
    ['SELECT resourceId AS id', 'AS is not supported'],
    ['SELECT resourceId WHERE resourceName = NULL', 'NULL is not supported'],
    ["SELECT resourceId WHERE resourceId LIKE 'ab%'", 'at least three characters'],
    ["SELECT resourceId WHERE resourceId LIKE '%abcd'", 'suffixes only'],
    ['SELECT resourceId WHERE resourceId LIKE 5', 'LIKE needs a text'],
    ["SELECT resourceId WHERE resourceId = 'a' b", 'expected the end of the query'],
    ["SELECT resourceId WHERE resourceId 'a'", 'expected a comparison'],
    ['SELECT resourceId WHERE resourceId IN ()', 'expected a value'],
    ["SELECT resourceId WHERE (resourceId = 'a'", 'expected ")"'],
    ['SELECT resourceId; DROP', 'unexpected character at position 18'],
    ['SELECT resourceId, COUNT(*)', 'must be under GROUP BY'],
    ['SELECT MAX(*)', 'MAX needs a property'],
    ['SELECT COUNT(MAX(a))', 'does not take another function'],
    ['SELECT LOUD(resourceId)', 'LOUD is not an aggregate function'],
    ['SELECT a, b, c, d, COUNT(*) GROUP BY a, b, c, d', 'at most 3 properties'],
    ['SELECT accountId GROUP BY accountId ORDER BY COUNT(*)', 'needs it among what is selected'],
    [`SELECT a WHERE ${'('.repeat(60)}a = 1`, 'too many parentheses'],
  ])('is refused: %s', (expression, problem) => {
    expect(() => parseQuery(expression)).toThrow(problem);
  });

  it('rules out what it can without looking', () => {
    const { where } = parseQuery(
      "SELECT resourceId WHERE (resourceType = 'AWS::SQS::Queue' OR NOT resourceType LIKE 'AWS::EC2::%') AND tags.key = 'a'",
    );
    if (where === undefined) throw new Error('no condition');
    const may = (resourceType: string) => mayMatch({ resourceType }, where);
    expect([may('AWS::SQS::Queue'), may('AWS::S3::Bucket'), may('AWS::EC2::Instance')]).toEqual([true, true, false]);
    expect(mayMatch({ accountId: '1' }, where)).toBe(true);
  });

  it('selects members in their structure', () => {
    const { select } = parseQuery('SELECT resourceId, configuration.size, configuration.groups.id, tags.key, nothing');
    expect(projected(ROWS[0] ?? {}, select)).toEqual({
      resourceId: 'i-1',
      configuration: { size: 2, groups: [{ id: 'sg-1' }, { id: 'sg-2' }] },
      tags: [{ key: 'env' }, { key: 'team' }],
    });
    const twice = parseQuery('SELECT tags.key, tags.value').select;
    expect(projected(ROWS[1] ?? {}, twice)).toEqual({ tags: [{ key: 'env', value: 'test' }] });
    expect(projected(ROWS[2] ?? {}, parseQuery('SELECT *').select)).toEqual({
      accountId: '111',
      resourceId: 'q',
      resourceType: 'AWS::SQS::Queue',
    });
  });

  it('orders numbers as numbers, and what has no value last', () => {
    const by = (order: string) =>
      ordered([...ROWS, { resourceId: 'x' }], parseQuery(`SELECT resourceId ORDER BY ${order}`).orderBy)
        .map(({ resourceId }) => resourceId)
        .join(' ');
    expect(by('configuration.size')).toBe('i-1 q i-2 x');
    expect(by('accountId desc, configuration.size ASC')).toBe('x i-2 i-1 q');
  });

  it('counts and sums up by group', () => {
    const run = (expression: string) => {
      const query = parseQuery(expression);
      const aggregation = new Aggregation(query);
      for (const row of ROWS) aggregation.add(row);
      return ordered(aggregation.rows(), query.orderBy);
    };
    expect(
      run('SELECT accountId, COUNT(*), max(configuration.size) GROUP BY accountId ORDER BY COUNT(*) DESC'),
    ).toEqual([
      { accountId: '111', 'COUNT(*)': 2, 'MAX(configuration.size)': 7 },
      { accountId: '222', 'COUNT(*)': 1, 'MAX(configuration.size)': 10 },
    ]);
    expect(
      run('SELECT COUNT(configuration.public), SUM(configuration.size), AVG(configuration.size), MIN(nothing)'),
    ).toEqual([
      {
        'COUNT(configuration.public)': 2,
        'SUM(configuration.size)': 19,
        'AVG(configuration.size)': 19 / 3,
        'MIN(nothing)': null,
      },
    ]);
    expect(run('SELECT configuration.public, COUNT(*) GROUP BY configuration.public')).toEqual([
      { configuration: { public: true }, 'COUNT(*)': 1 },
      { configuration: { public: false }, 'COUNT(*)': 1 },
    ]);
  });
});
