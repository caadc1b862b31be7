import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compilePolicy } from '../evaluate/compile-policy.js';
import { evaluateVerdict } from '../evaluate/evaluate.js';
import { NO, UNSURE, YES } from '../match/truth.js';
import type { PolicyKind } from '../parse/ast.js';
import { parsePolicy } from '../parse/parse-policy.js';
import { AccessIndex, type IndexedPrincipal } from './access-index.js';
import type { IndexedDocument } from './indexed-document.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 200);

function compiled(kind: PolicyKind, ...statements: object[]) {
  const { document } = parsePolicy({ Version: '2012-10-17', Statement: statements }, { kind });
  return compilePolicy(document, { id: kind, kind });
}
function doc(kind: PolicyKind, ...statements: object[]): IndexedDocument {
  return { id: `${kind} ${JSON.stringify(statements)}`, read: () => compiled(kind, ...statements) };
}

const A = '111122223333';
const B = '444455556666';
const roleOf = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const allow = (Action: string, Resource = '*', more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: string, Resource = '*') => ({ Effect: 'Deny', Action, Resource });
const reader = (account: string, name: string, ...documents: IndexedDocument[]): IndexedPrincipal => ({
  arn: roleOf(account, name),
  accountId: account,
  identityPolicies: documents,
});

const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a' };

describe(AccessIndex, () => {
  it('answers who can, who can under conditions, and forgets who is gone', () => {
    const index = new AccessIndex();
    index.put(reader(A, 'reads', doc('identity', allow('s3:Get*'))));
    index.put(
      reader(
        A,
        'by-tls',
        doc('identity', allow('s3:Get*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      ),
    );
    index.put(reader(A, 'denied', doc('identity', allow('s3:*')), doc('identity', deny('s3:GetObject'))));
    index.put(reader(A, 'else', doc('identity', allow('sqs:*'))));
    expect(index.whoCan(question)).toEqual({
      principals: [
        { arn: roleOf(A, 'reads'), isConditional: false },
        { arn: roleOf(A, 'by-tls'), isConditional: true },
      ],
      count: 1,
      conditionalCount: 1,
    });
    expect(index.whoCan({ ...question, context: { 'aws:SecureTransport': 'true' } }).count).toBe(2);
    index.delete(roleOf(A, 'reads'));
    expect(index.whoCan(question)).toMatchObject({ count: 0, conditionalCount: 1 });
    expect(index.size).toBe(3);
  });

  it('is worn when as many changes left something behind as there are principals, and a hundred thousand', () => {
    const index = new AccessIndex();
    const states = ['s3:Get*', 's3:Put*'].map((action) => reader(A, 'busy', doc('identity', allow(action))));
    const change = (turn: number) => index.put(states[turn % 2] ?? reader(A, 'busy'));
    for (let turn = 0; turn <= 100_000; turn += 1) change(turn);
    for (let again = 0; again < 10; again += 1) change(0);
    index.delete(roleOf(A, 'busy'));
    expect(index.isWorn).toBe(true);
    change(0);
    expect([index.size, index.isWorn]).toEqual([1, false]);
    index.delete(roleOf(A, 'nobody'));
    expect(index.isWorn).toBe(false);
    change(1);
    expect(index.isWorn).toBe(true);
  });

  it('a principal that changed is judged by what it has now', () => {
    const index = new AccessIndex();
    index.put(reader(A, 'r', doc('identity', allow('s3:*'))));
    expect(index.can(roleOf(A, 'r'), question)).toBe(YES);
    index.put(reader(A, 'r', doc('identity', allow('sqs:*'))));
    expect(index.can(roleOf(A, 'r'), question)).toBe(NO);
    expect(index.size).toBe(1);
  });

  it('boundaries and every level of SCPs limit', () => {
    const index = new AccessIndex();
    const identityPolicies = [doc('identity', allow('*'))];
    const full = [doc('scp', allow('*'))];
    index.put({ ...reader(A, 'bound', ...identityPolicies), permissionsBoundary: doc('boundary', allow('sqs:*')) });
    index.put({ ...reader(A, 'level', ...identityPolicies), scps: [full, [doc('scp', allow('sqs:*'))]] });
    index.put({ ...reader(A, 'free', ...identityPolicies), scps: [full, full] });
    expect(index.whoCan(question).principals).toEqual([{ arn: roleOf(A, 'free'), isConditional: false }]);
  });

  it('a resource policy opens to other accounts, and to those it names in its own', () => {
    const index = new AccessIndex();
    index.put(reader(A, 'named'));
    index.put(reader(A, 'unnamed'));
    index.put(reader(B, 'reads', doc('identity', allow('s3:Get*'))));
    index.put(reader(B, 'silent'));
    const resourcePolicy = compiled('resource', {
      Effect: 'Allow',
      Principal: { AWS: [roleOf(A, 'named'), `arn:aws:iam::${B}:root`] },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::reports/*',
    });
    const found = index.whoCan({ ...question, resourcePolicy, resourceAccountId: A });
    expect(found.principals.map(({ arn }) => arn)).toEqual([roleOf(A, 'named'), roleOf(B, 'reads')]);
  });

  it('pages through many', () => {
    const index = new AccessIndex();
    const documents = [doc('identity', allow('s3:*'))];
    for (let n = 0; n < 2_500; n++) index.put(reader(A, `r${String(n)}`, ...documents));
    const seen: string[] = [];
    let from: number | undefined = 0;
    while (from !== undefined) {
      const page: ReturnType<AccessIndex['whoCan']> = index.whoCan(question, { limit: 1_000, from });
      expect(page.count).toBe(2_500);
      seen.push(...page.principals.map(({ arn }) => arn));
      from = page.next;
    }
    expect(new Set(seen).size).toBe(2_500);
  });
});

describe('the index and the evaluator agree', () => {
  const action = fc.constantFrom('s3:GetObject', 's3:*', 'kms:Decrypt', '*');
  const resource = fc.constantFrom('*', 'arn:aws:s3:::reports/*', `arn:aws:kms:eu-west-1:${A}:key/k`);
  const condition = fc.constantFrom({}, {}, { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } });
  const statement = fc
    .tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), action, resource, condition)
    .map(([Effect, Action, Resource, more]) => ({ Effect, Action, Resource, ...more }));
  const statements = fc.array(statement, { maxLength: 3 });
  const principals = fc.constantFrom(
    '*',
    { AWS: roleOf(A, 'r') },
    { AWS: `arn:aws:iam::${A}:root` },
    { AWS: `arn:aws:iam::${B}:root` },
    { AWS: roleOf(B, 'r') },
  );

  it('whatever is sure is so in every context, and what is conditional in some but not all or not settled', () => {
    const world = fc.record({
      identity: statements,
      boundary: fc.option(statements, { nil: undefined }),
      scps: fc.option(fc.array(statements, { minLength: 1, maxLength: 2 }), { nil: undefined }),
      policy: fc.option(fc.array(fc.tuple(statement, principals), { maxLength: 2 }), { nil: undefined }),
      account: fc.constantFrom(A, B),
      asked: fc.constantFrom(
        { action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a' },
        { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${A}:key/k` },
      ),
    });
    fc.assert(
      fc.property(world, ({ identity, boundary, scps, policy, account, asked }) => {
        const index = new AccessIndex();
        const arn = roleOf(account, 'r');
        index.put({
          arn,
          accountId: account,
          identityPolicies: [doc('identity', ...identity)],
          ...(boundary && { permissionsBoundary: doc('boundary', ...boundary) }),
          ...(scps && { scps: scps.map((level) => [doc('scp', ...level)]) }),
        });
        const resourcePolicy =
          policy && compiled('resource', ...policy.map(([each, Principal]) => ({ ...each, Principal })));
        const answer = index.can(arn, { ...asked, resourceAccountId: A, ...(resourcePolicy && { resourcePolicy }) });
        const verdicts = [{}, { 'aws:SourceVpc': 'vpc-1' }, { 'aws:SourceVpc': 'vpc-2' }].map(
          (context) =>
            evaluateVerdict(
              { principal: { type: 'role', arn }, ...asked, resourceAccountId: A, context },
              {
                identityPolicies: [compiled('identity', ...identity)],
                ...(boundary && { permissionsBoundary: compiled('boundary', ...boundary) }),
                ...(scps && {
                  scps: scps.map((level, id) => ({ id: String(id), policies: [compiled('scp', ...level)] })),
                }),
                ...(resourcePolicy && { resourcePolicy }),
              },
            ) === 'allowed',
        );
        if (answer === YES) expect(verdicts).toEqual([true, true, true]);
        if (answer === NO) expect(verdicts).toEqual([false, false, false]);
        if (answer === UNSURE) expect(JSON.stringify([identity, boundary, scps, policy])).toContain('Condition');
      }),
      { numRuns },
    );
  });
});
