import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { grantsNothingNew } from '../compare/grants-nothing-new.js';
import { evaluateVerdict } from '../evaluate/evaluate.js';
import { loadPolicySet } from '../evaluate/policy-set.js';
import { parsePolicy } from '../parse/parse-policy.js';
import { minimisePolicy, type PlainPolicy } from './minimise.js';
import { splitPolicy } from './split.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 200);

function minimised(...statements: Record<string, unknown>[]): PlainPolicy {
  const { document } = parsePolicy({ Version: '2012-10-17', Statement: statements }, { kind: 'identity' });
  const result = document && minimisePolicy(document);
  if (!result) throw new Error('not minimised');
  return result;
}
const loaded = (document: unknown) => loadPolicySet({ identityPolicies: [{ id: 'p', document }] }).policies;

const bucket = 'arn:aws:s3:::reports';
const allow = (Action: unknown, Resource: unknown, more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });

describe(minimisePolicy, () => {
  it('drops what another pattern covers, and keeps the case as written', () => {
    expect(
      minimised(allow(['s3:GetObject', 's3:Get*', 'S3:get*', 's3:PutObject'], [`${bucket}/*`, `${bucket}/a`])),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [allow(['S3:get*', 's3:PutObject'], `${bucket}/*`)],
    });
  });

  it('makes one statement of those that differ in actions or in resources only', () => {
    const before = [
      allow('s3:GetObject', bucket),
      allow('s3:PutObject', bucket),
      allow(['s3:PutObject', 's3:GetObject'], `${bucket}/*`),
    ];
    expect(minimised(...before).Statement).toEqual([allow(['s3:GetObject', 's3:PutObject'], [bucket, `${bucket}/*`])]);
  });

  it('drops a statement that a wider one covers, with fewer conditions too', () => {
    const tls = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    expect(minimised(allow('s3:*', '*'), allow('s3:GetObject', bucket, tls)).Statement).toEqual([allow('s3:*', '*')]);
    expect(minimised(allow('s3:GetObject', bucket), allow('s3:*', '*', tls)).Statement).toHaveLength(2);
  });

  it('merges nothing into NotAction or NotResource', () => {
    const one = { Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' };
    const other = { Effect: 'Allow', NotAction: ['sts:*'], Resource: '*' };
    expect(minimised(one, other).Statement).toHaveLength(2);
    expect(minimised({ ...one, NotAction: ['iam:*', 'iam:Get*'] }).Statement).toEqual([{ ...one, NotAction: 'iam:*' }]);
  });

  it('keeps a Deny apart from an Allow, and a Sid while the statement is not merged', () => {
    const statements = [
      { Sid: 'A', ...allow('s3:*', '*') },
      { Sid: 'B', Effect: 'Deny', Action: 's3:*', Resource: '*' },
    ];
    expect(minimised(...statements).Statement).toHaveLength(2);
    expect(minimised(...statements).Statement).toEqual(expect.arrayContaining(statements));
  });

  it('leaves a broken document alone', () => {
    const { document } = parsePolicy(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 3 }] },
      { kind: 'identity' },
    );
    expect(document && minimisePolicy(document)).toBeUndefined();
  });
});

describe('laws of minimising', () => {
  const action = fc.uniqueArray(fc.constantFrom('s3:GetObject', 's3:Get*', 's3:*', 'S3:PutObject', '*', 'iam:?et*'), {
    minLength: 1,
    maxLength: 3,
  });
  const resource = fc.uniqueArray(
    fc.constantFrom(
      '*',
      bucket,
      `${bucket}/*`,
      `${bucket}/a*`,
      `${bucket}/\${aws:username}`,
      'arn:aws:sqs:*:1:q',
      'arn:aws:*:*:1:*',
    ),
    { minLength: 1, maxLength: 3 },
  );
  const statement = fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      a: fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), action),
      r: fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), resource),
      Condition: fc.option(
        fc.constantFrom({ StringEquals: { 'aws:username': 'a' } }, { Bool: { 'aws:SecureTransport': 'true' } }),
        { nil: undefined },
      ),
    })
    .map(({ Effect, a: [ak, av], r: [rk, rv], Condition }) => ({
      Effect,
      [ak]: av,
      [rk]: rv,
      ...(Condition && { Condition }),
    }));
  const statements = fc.array(statement, { minLength: 1, maxLength: 5 });

  it('no verdict changes', () => {
    const request = fc.record({
      principal: fc.constant('arn:aws:iam::111122223333:user/a'),
      action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'iam:GetRole', 'sqs:x'),
      resource: fc.constantFrom(bucket, `${bucket}/a`, `${bucket}/b/c`, 'arn:aws:sqs:eu-west-1:1:q', '*'),
      context: fc.constantFrom({}, { 'aws:username': 'a' }, { 'aws:username': 'b', 'aws:SecureTransport': 'true' }),
    });
    fc.assert(
      fc.property(statements, request, (before, asked) => {
        const after = minimised(...before);
        const original = { Version: '2012-10-17', Statement: before };
        expect(evaluateVerdict(asked, loaded(after))).toBe(evaluateVerdict(asked, loaded(original)));
      }),
      { numRuns },
    );
  });

  it('neither side shows anything new, and mostly that is proven', () => {
    const answers: string[] = [];
    fc.assert(
      fc.property(statements, (before) => {
        const [original, small] = [loaded({ Version: '2012-10-17', Statement: before }), loaded(minimised(...before))];
        const both = [grantsNothingNew(original, small).answer, grantsNothingNew(small, original).answer];
        answers.push(...both);
        // What AWS's pages leave open (a wildcard reaching beyond a colon) can only be "cannot tell".
        expect(both).not.toContain('something-new');
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
    expect(answers.filter((answer) => answer === 'nothing-new').length).toBeGreaterThan(answers.length / 2);
  });

  it('twice is once, and order does not matter', () => {
    fc.assert(
      fc.property(statements, (before) => {
        const once = minimised(...before);
        expect(minimised(...once.Statement)).toEqual(once);
        expect(minimised(...[...before].reverse())).toEqual(once);
      }),
      { numRuns },
    );
  });
});

describe(splitPolicy, () => {
  const resources = Array.from({ length: 100 }, (_, index) => `${bucket}-${String(index)}`);

  it('keeps the limit and the meaning', () => {
    const whole = minimised(allow('s3:GetObject', resources), allow(['sqs:SendMessage'], '*'));
    const documents = splitPolicy(whole, 'identity', 1_000) ?? [];
    expect(documents.length).toBeGreaterThan(2);
    for (const document of documents) expect(JSON.stringify(document).length).toBeLessThanOrEqual(1_000);
    const all = documents.flatMap(({ Statement }) => Statement);
    expect(minimised(...all)).toEqual(whole);
  });

  it('says so when a single value does not fit', () => {
    expect(splitPolicy(minimised(allow('s3:GetObject', resources)), 'identity', 80)).toBeUndefined();
  });
});
