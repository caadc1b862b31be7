import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateVerdict } from '../evaluate/evaluate.js';
import { loadPolicySet } from '../evaluate/policy-set.js';
import type { ComparedPolicies } from './access-formula.js';
import { grantsNothingNew } from './grants-nothing-new.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 200);

interface Source {
  Effect?: 'Allow' | 'Deny';
  [element: string]: unknown;
}

function policies(...statements: Source[]): ComparedPolicies {
  const document = { Version: '2012-10-17', Statement: statements.map((each) => ({ Effect: 'Allow', ...each })) };
  return loadPolicySet({ identityPolicies: [{ id: 'p', document }] }).policies;
}

const bucket = 'arn:aws:s3:::reports';
const read = { Action: 's3:GetObject', Resource: `${bucket}/*` };
const tls = { Bool: { 'aws:SecureTransport': 'true' } };
const region = (...names: string[]) => ({ StringEquals: { 'aws:RequestedRegion': names } });

describe(grantsNothingNew, () => {
  it.each<[string, ComparedPolicies, ComparedPolicies]>([
    ['the same policy', policies(read), policies(read)],
    ['nothing', policies(read), policies({ ...read, Effect: 'Deny' })],
    ['a narrower resource', policies(read), policies({ ...read, Resource: `${bucket}/2026/*` })],
    ['a narrower action', policies({ ...read, Action: 's3:Get*' }), policies(read)],
    ['one more condition', policies(read), policies({ ...read, Condition: tls })],
    [
      'fewer values of a condition',
      policies({ ...read, Condition: region('eu-west-1', 'us-east-1') }),
      policies({ ...read, Condition: region('us-east-1') }),
    ],
    [
      'a value that a pattern takes',
      policies({ ...read, Condition: { StringLike: { 'aws:PrincipalTag/team': 'pay*' } } }),
      policies({ ...read, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'payments' } } }),
    ],
    [
      'more values of a negated condition',
      policies({ ...read, Condition: { StringNotEquals: { 'aws:username': ['a'] } } }),
      policies({ ...read, Condition: { StringNotEquals: { 'aws:username': ['a', 'b'] } } }),
    ],
    [
      'two halves that were a whole',
      policies({ ...read, Action: ['s3:GetObject', 's3:PutObject'] }),
      policies(read, { ...read, Action: 's3:PutObject' }),
    ],
    [
      'a whole that was two halves',
      policies(read, { ...read, Action: 's3:PutObject' }),
      policies({ ...read, Action: ['s3:GetObject', 's3:PutObject'] }),
    ],
    [
      'everything but, inside of everything',
      policies({ Action: '*', Resource: '*' }),
      policies({ NotAction: 'iam:*', Resource: '*' }),
    ],
    [
      'a home directory inside of the bucket',
      policies(read),
      policies({ ...read, Resource: `${bucket}/\${aws:username}/*` }),
    ],
    [
      'the same home directory',
      policies({ ...read, Resource: `${bucket}/\${aws:username}/*` }),
      policies({ ...read, Resource: `${bucket}/\${aws:username}/*` }),
    ],
    [
      'a wildcard in a part of the ARN',
      policies({ Action: 'sqs:*', Resource: '*' }),
      policies({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*' }),
    ],
    [
      'a removed allow behind an unchanged deny',
      policies(read, { Effect: 'Deny', Action: '*', Resource: `${bucket}/secret/*` }),
      policies({ ...read, Resource: `${bucket}/a*` }, { Effect: 'Deny', Action: '*', Resource: `${bucket}/secret/*` }),
    ],
  ])('proves that it is nothing new: %s', (_what, before, after) => {
    expect(grantsNothingNew(before, after)).toEqual({ answer: 'nothing-new' });
  });

  it.each<[string, ComparedPolicies, ComparedPolicies]>([
    ['another action', policies(read), policies({ ...read, Action: 's3:PutObject' })],
    ['a wider resource', policies({ ...read, Resource: `${bucket}/2026/*` }), policies(read)],
    ['a condition less', policies({ ...read, Condition: tls }), policies(read)],
    [
      'one more value',
      policies({ ...read, Condition: region('us-east-1') }),
      policies({ ...read, Condition: region('us-east-1', 'eu-west-1') }),
    ],
    ['a deny less', policies(read, { Effect: 'Deny', Action: '*', Resource: `${bucket}/secret/*` }), policies(read)],
    [
      'a deny with one more condition',
      policies(read, { Effect: 'Deny', Action: '*', Resource: '*' }),
      policies(read, { Effect: 'Deny', Action: '*', Resource: '*', Condition: tls }),
    ],
    [
      'an exception less',
      policies({ NotAction: ['iam:*', 's3:*'], Resource: '*' }),
      policies({ NotAction: 'iam:*', Resource: '*' }),
    ],
  ])('shows what is new: %s', (_what, before, after) => {
    const result = grantsNothingNew(before, after);
    if (result.answer !== 'something-new') throw new Error(JSON.stringify(result));
    expect(evaluateVerdict(result.witness, after)).toBe('allowed');
    expect(evaluateVerdict(result.witness, before)).not.toBe('allowed');
  });

  it('cannot tell about a document that AWS would refuse', () => {
    expect(grantsNothingNew(policies(read), policies({ ...read, Action: 7 }))).toMatchObject({ answer: 'cannot-tell' });
  });

  it('a boundary that goes away is something new', () => {
    const before = {
      ...policies({ Action: '*', Resource: '*' }),
      permissionsBoundary: policies(read).identityPolicies![0]!,
    };
    expect(grantsNothingNew(before, policies({ Action: '*', Resource: '*' })).answer).toBe('something-new');
    expect(grantsNothingNew(policies({ Action: '*', Resource: '*' }), before).answer).toBe('nothing-new');
  });
});

describe('against exhaustive search over a small alphabet', () => {
  const action = fc.constantFrom('s:a', 's:b', 's:*', '*', 's:?', 's:ab');
  const resource = fc.constantFrom(
    '*',
    'arn:p:s:::a',
    'arn:p:s:::a*',
    'arn:p:s:::*b',
    'arn:p:s:::?',
    'arn:p:s:::a/${k:v}',
  );
  const condition = fc.constantFrom<Record<string, unknown> | undefined>(
    undefined,
    undefined,
    { StringEquals: { 'k:v': ['a'] } },
    { StringEquals: { 'k:v': ['a', 'b'] } },
    { StringLike: { 'k:v': 'a*' } },
    { StringNotEquals: { 'k:v': 'a' } },
    { StringEqualsIfExists: { 'k:v': 'a' } },
    { Null: { 'k:v': 'true' } },
  );
  const statement = fc
    .record({
      Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Deny'),
      action: fc.tuple(fc.constantFrom('Action', 'NotAction'), fc.uniqueArray(action, { minLength: 1, maxLength: 2 })),
      resource: fc.tuple(
        fc.constantFrom('Resource', 'NotResource'),
        fc.uniqueArray(resource, { minLength: 1, maxLength: 2 }),
      ),
      condition,
    })
    .map(({ Effect, action: [a, actions], resource: [r, resources], condition: c }) => ({
      Effect,
      [a]: actions,
      [r]: resources,
      ...(c && { Condition: c }),
    }));
  const document = fc.array(statement, { minLength: 1, maxLength: 3 });
  const actions = ['s:a', 's:b', 's:ab', 's:c', 't:a'];
  const resources = [
    'arn:p:s:::a',
    'arn:p:s:::b',
    'arn:p:s:::ab',
    'arn:p:s:::a/a',
    'arn:p:s:::a/b',
    'arn:p:s:::c',
    '*',
  ];
  const contexts = [{}, { 'k:v': 'a' }, { 'k:v': 'b' }, { 'k:v': 'ab' }];

  it('never says "nothing new" wrongly, and every witness is one', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const [before, after] = [policies(...one), policies(...other)];
        const result = grantsNothingNew(before, after);
        const principal = 'arn:aws:iam::111122223333:role/r';
        const isNew = actions.some((a) =>
          resources.some((r) =>
            contexts.some((context) => {
              const request = { principal, action: a, resource: r, context };
              return evaluateVerdict(request, after) === 'allowed' && evaluateVerdict(request, before) !== 'allowed';
            }),
          ),
        );
        if (isNew) expect(result.answer).not.toBe('nothing-new');
        if (result.answer === 'something-new') {
          expect(evaluateVerdict(result.witness, after)).toBe('allowed');
          expect(evaluateVerdict(result.witness, before)).not.toBe('allowed');
        }
      }),
      { numRuns },
    );
  });

  it('a policy grants nothing new beside itself, in any order of its statements', () => {
    fc.assert(
      fc.property(document, (one) => {
        expect(grantsNothingNew(policies(...one), policies(...[...one].reverse()))).toEqual({ answer: 'nothing-new' });
      }),
      { numRuns },
    );
  });
});
