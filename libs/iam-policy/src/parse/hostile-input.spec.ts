import { describe, expect, it } from '@jest/globals';
import {
  type PolicySource,
  compileWildcard,
  evaluate,
  explain,
  loadPolicySet,
  parsePolicy,
  wildcardMatches,
} from '../index.js';

/** Milliseconds of this process, so that other work on the machine does not count. */
function busy(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const request = {
  principal: 'arn:aws:iam::111122223333:user/ann',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::reports/q1.csv',
};
const source = (document: unknown): { identityPolicies: PolicySource[] } => ({
  identityPolicies: [{ id: 'x', document }],
});

describe('hostile input', () => {
  it('10 MB of text are refused at once, with a finding', () => {
    const text = `{"Version":"2012-10-17","Statement":[${'{"Effect":"Allow","Action":"*","Resource":"*"},'.repeat(220_000)}]}`;
    expect(text.length).toBeGreaterThan(10_000_000);
    expect(busy(() => parsePolicy(text, { kind: 'identity' }))).toBeLessThan(200);
    expect(parsePolicy(text, { kind: 'identity' }).findings.map(({ id }) => id)).toEqual(['too-large']);
  });

  it('100,000 statements are read in linear time when asked for', () => {
    const text = (count: number) =>
      `{"Version":"2012-10-17","Statement":[${Array<string>(count).fill('{"Effect":"Deny","Action":"s3:*","Resource":"*"}').join()}]}`;
    const options = { kind: 'identity', maxCharacters: 20_000_000 } as const;
    const once = busy(() => parsePolicy(text(10_000), options));
    let parsed = parsePolicy('', options);
    const tenfold = busy(() => (parsed = parsePolicy(text(100_000), options)));
    expect(parsed.document?.statements).toHaveLength(100_000);
    expect(parsed.findings.map(({ id }) => id)).toEqual(['size-limit']);
    expect(tenfold).toBeLessThan(40 * once + 1_000);
  });

  it('8,000 statements that all deny are evaluated and explained', () => {
    const statements = Array<object>(8_000).fill({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const { policies } = loadPolicySet(source({ Version: '2012-10-17', Statement: statements }));
    const decision = evaluate(request, policies);
    expect(decision.determining).toHaveLength(8_000);
    expect(explain(decision).summary.length).toBeLessThan(500);
  });

  it('100,000 findings are counted, not kept', () => {
    const text = `{"Version":"2012-10-17","Statement":[${Array<string>(100_000).fill('1').join()}]}`;
    const { findings } = parsePolicy(text, { kind: 'identity' });
    expect(findings).toHaveLength(201);
    expect(findings.at(-1)?.id).toBe('findings-omitted');
  });

  it.each([
    ['brackets', '['.repeat(500_000)],
    ['braces', '{"a":'.repeat(200_000)],
    ['closed brackets', '['.repeat(300_000) + ']'.repeat(300_000)],
  ])('deep nesting is a finding: %s', (_name, text) => {
    expect(parsePolicy(text, { kind: 'identity' }).findings.map(({ id }) => id)).toEqual(['nested-too-deep']);
  });

  it('deep and cyclic values are a finding', () => {
    const cyclic: Record<string, unknown> = { Version: '2012-10-17' };
    cyclic['Statement'] = cyclic;
    let deep: unknown = 'x';
    for (let level = 0; level < 100_000; level++) deep = [deep];
    const thrower = {
      get Statement() {
        throw new Error('no');
      },
    };
    for (const value of [cyclic, deep, thrower, () => 1, Symbol('x'), 1n, undefined]) {
      expect(parsePolicy(value, { kind: 'identity' }).findings.map(({ id }) => id)).toEqual(['unreadable-value']);
    }
  });

  it.each([
    ['many stars', '*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(1_000_000)],
    ['a long needle', `*${'a'.repeat(5_000)}b*`, 'a'.repeat(1_000_000)],
    ['stars and question marks', '*?a*?a*?a*?a*?a*?a*?a*?b', 'a'.repeat(1_000_000)],
    ['only stars', `${'*'.repeat(100_000)}b`, 'a'.repeat(1_000_000)],
  ])('a pattern takes time in proportion to its text: %s', (_name, pattern, text) => {
    expect(busy(() => wildcardMatches(pattern, text))).toBeLessThan(1_000);
    expect(wildcardMatches(pattern, text)).toBe(false);
  });

  it('prototype keys are names like any other', () => {
    const text =
      '{"Version":"2012-10-17","__proto__":{"Statement":[]},"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const { document, findings } = parsePolicy(text, { kind: 'identity' });
    expect(findings.map(({ id, path }) => [id, path])).toEqual([['unknown-element', '"__proto__"']]);
    expect(document?.broken).toBe(true);
    const condition =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"__proto__":{"a":"b"}}}}';
    expect(parsePolicy(condition, { kind: 'identity' }).findings.map(({ id }) => id)).toEqual(['unknown-operator']);
    const own = JSON.parse('{"__proto__":"1"}') as Record<string, string>;
    const allow = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: JSON.parse('{"StringEquals":{"__proto__":"1"}}') as object,
    };
    const { policies } = loadPolicySet(source({ Version: '2012-10-17', Statement: allow }));
    expect(evaluate({ ...request, context: own }, policies).allowed).toBe(true);
    expect(evaluate({ ...request, context: {} }, policies).allowed).toBe(false);
  });

  it('look-alike characters and lone surrogates are findings', () => {
    const document = (action: string) => ({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: action, Resource: '*' },
    });
    const ids = (action: string) => parsePolicy(document(action), { kind: 'identity' }).findings.map(({ id }) => id);
    expect(ids('\u0455\u0033:GetObject')).toEqual(['character-not-allowed']);
    expect(ids('s3:\uD800')).toEqual(['lone-surrogate']);
    expect(ids('s3:Get\u0007')).toEqual(['control-character']);
    const { policies } = loadPolicySet(source(document('\u0455\u0033:*')));
    expect(evaluate(request, policies).allowed).toBe(false);
  });

  it('strange requests are denied, not thrown at', () => {
    const { policies } = loadPolicySet(
      source({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*' },
      }),
    );
    for (const text of ['', ':', '*', '\uD800', 'arn:', ':::::::', '__proto__', 'x'.repeat(1_000_000)]) {
      expect(evaluate({ principal: text, action: text, resource: text }, policies).allowed).toBe(false);
    }
  });

  it('a pattern as long as a policy compiles', () => {
    expect(compileWildcard('a?*'.repeat(100_000)).matches('ab')).toBe(false);
  });
});
