import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compilePolicyText, type CompiledPolicy } from '../evaluate/compile-policy.js';
import { isServiceLinkedArn } from '../evaluate/special-cases.js';
import { NO, type Truth, YES, both, either, not } from '../match/truth.js';
import type { PolicyKind } from '../parse/ast.js';
import { AccessIndex } from './access-index.js';
import { answerOf, prepareQuestion, type DocumentAnswer } from './document-answer.js';
import type { IndexedDocument } from './indexed-document.js';
import type { WhoCanQuestion } from './judge.js';
import { limitAnswer, rcpAnswer } from './limit-answer.js';
import { PrincipalTable } from './principal-table.js';
import { ResourceAnswers, SILENT, ownerOf } from './resource-answer.js';
import { verdictOf } from './verdict.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 200);

const A = '111122223333';
const B = '444455556666';
const KEY = `arn:aws:kms:eu-west-1:${A}:key/k`;
const OPEN = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };

const STATEMENTS = [
  { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  { Effect: 'Allow', Action: 'S3:get*', Resource: 'arn:aws:s3:::reports/*', Condition: OPEN },
  { Effect: 'Allow', Action: 's*:Get*', Resource: '*' },
  { Effect: 'Allow', Action: '?qs:*', Resource: '*' },
  { Effect: 'Allow', Action: '*', Resource: '*' },
  { Effect: 'Allow', Action: ['sqs:*', 'kms:*'], Resource: '*' },
  { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
  { Effect: 'Allow', Action: [], Resource: '*' },
  { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY },
  { Effect: 'Deny', Action: 'S3:*', Resource: '*' },
  { Effect: 'Deny', Action: 's?:Get*', NotResource: 'arn:aws:s3:::reports/*' },
  { Effect: 'Deny', Action: 'kms:*', Resource: '*', Condition: OPEN },
  { Effect: 'Deny', NotAction: ['s3:*', 'sqs:*'], Resource: '*' },
  { Effect: 'Deny', Action: 'iam', Resource: '*' },
  { Effect: 'Allow', Action: 'iam:PassRole' },
  { Effect: 'Maybe', Action: 'sqs:SendMessage', Resource: '*' },
];
const TEXTS = [
  ...STATEMENTS.map((each) => [each]),
  ...STATEMENTS.map((each, at) => [each, STATEMENTS[(at * 5 + 3) % STATEMENTS.length]]),
].map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement }));

const ARNS = [
  `arn:aws:iam::${A}:role/r`,
  `arn:aws:iam::${A}:role/aws-service-role/x.amazonaws.com/s`,
  `arn:aws:iam::${A}:user/ünïcode`,
  `arn:aws:iam::${A}:user/\uff5e`,
  `arn:aws:iam::${A}:user/😀`,
  `arn:aws:iam::${B}:role/r`,
  `arn:aws:iam::${B}:role/path/q`,
];
const accountOf = (arn: string) => arn.split(':')[4] ?? '';

const opened = (...principals: unknown[]) =>
  compiled(
    'resource',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: '*', Resource: '*' })),
    }),
  );
const S3: WhoCanQuestion = { action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a' };
const QUESTIONS: readonly WhoCanQuestion[] = [
  S3,
  { ...S3, action: 'S3:GETOBJECT', context: { 'aws:SourceVpc': 'vpc-1' } },
  { ...S3, resourceAccountId: A, resourcePolicy: opened({ AWS: `arn:aws:iam::${B}:root` }, { AWS: ARNS[0] }) },
  { ...S3, resourceAccountId: B, resourcePolicy: opened({ AWS: `arn:aws:sts::${A}:assumed-role/r/session` }) },
  { ...S3, resourceAccountId: '777788889999', resourcePolicy: opened('*') },
  { ...S3, rcps: [[compiled('rcp', TEXTS[4] ?? '')], [compiled('rcp', TEXTS[11] ?? '')]] },
  { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${A}:q` },
  { action: 'iam:PassRole', resource: '*' },
  { action: 'kms:Decrypt', resource: KEY },
  { action: 'kms:Decrypt', resource: KEY, resourcePolicy: opened({ AWS: `arn:aws:iam::${A}:root` }) },
  { action: 'route53:GetChange', resource: '*' },
];

function compiled(kind: PolicyKind, text: string): CompiledPolicy {
  return compilePolicyText(text, { id: kind, kind });
}

interface Policies {
  readonly identity: readonly number[];
  readonly boundary: number | undefined;
  readonly scps: readonly (readonly number[])[];
}

function together(one: DocumentAnswer, other: DocumentAnswer): DocumentAnswer {
  return { allows: either(one.allows, other.allows), denies: either(one.denies, other.denies) };
}

/** What the index has to come to, worked out anew for each principal. */
class PlainAccess {
  readonly principals = new Map<string, Policies>();
  readonly limits = new Map<string, readonly (readonly number[])[]>();

  verdict(arn: string, question: WhoCanQuestion): Truth {
    const policies = this.principals.get(arn);
    if (policies === undefined) return NO;
    const { identity, boundary, scps } = policies;
    const layer = (kind: PolicyKind, numbers: readonly number[]): DocumentAnswer =>
      numbers
        .map((number) => answerOf(compiled(kind, TEXTS[number] ?? ''), prepareQuestion(question, arn)))
        .reduce(together, { allows: NO, denies: NO });
    const own = layer('identity', identity);
    const bound: DocumentAnswer = boundary === undefined ? { allows: YES, denies: NO } : layer('boundary', [boundary]);
    const levels = limitAnswer(scps.map((level) => layer('scp', level)));
    const owner = question.resourceAccountId ?? ownerOf(question.resource);
    const verdict = verdictOf(
      {
        identity: own.allows,
        boundary: bound.allows,
        scps: levels.allows,
        denies: [own.denies, bound.denies, levels.denies].reduce<Truth>(either, NO),
      },
      this.ofResource(arn, question),
      {
        isCrossAccount: owner !== undefined && owner !== accountOf(arn),
        mustTrust: question.action === 'kms:Decrypt',
      },
    );
    if (isServiceLinkedArn(arn)) return verdict;
    const limits = (this.limits.get(accountOf(arn)) ?? []).map((level) => layer('scp', level));
    const { allows, denies } = limitAnswer(limits, rcpAnswer(question));
    return both(verdict, both(allows, not(denies)));
  }

  private ofResource(arn: string, question: WhoCanQuestion) {
    if (question.resourcePolicy === undefined) return SILENT;
    const alone = new PrincipalTable();
    alone.put(arn, accountOf(arn), 0);
    return new ResourceAnswers(question.resourcePolicy, question, alone).answerTo(0, 0);
  }
}

const number = fc.nat({ max: TEXTS.length - 1 });
const level = fc.array(number, { maxLength: 2 });
const arn = fc.constantFrom(...ARNS);
const put = fc.record({
  type: fc.constant('put' as const),
  arn,
  identity: fc.array(number, { maxLength: 4 }),
  boundary: fc.option(number, { nil: undefined }),
  scps: fc.array(level, { maxLength: 2 }),
});
const change = fc.oneof(
  { weight: 4, arbitrary: put },
  fc.record({ type: fc.constant('delete' as const), arn }),
  fc.record({
    type: fc.constant('limit' as const),
    account: fc.constantFrom(A, B),
    levels: fc.array(level, { maxLength: 2 }),
  }),
);
/** Somebody asks, and something changes while the index pauses. */
const ask = fc.record({
  type: fc.constant('ask' as const),
  question: fc.nat({ max: QUESTIONS.length - 1 }),
  after: fc.oneof(fc.constant(''), arn),
  meanwhile: fc.array(change, { maxLength: 3 }),
});

type Made<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** Both at once, so that what is done to the one is done to the other. */
class Compared {
  readonly plain = new PlainAccess();
  readonly index: AccessIndex;

  constructor(compiledBytes: number) {
    this.index = new AccessIndex({ compiledBytes });
  }

  change(step: Made<typeof change>): void {
    if (step.type === 'delete') {
      this.plain.principals.delete(step.arn);
      this.index.delete(step.arn);
    } else if (step.type === 'limit') {
      this.plain.limits.set(step.account, step.levels);
      this.index.limitAccount(
        step.account,
        step.levels.map((each) => documents('scp', each)),
      );
    } else {
      const { identity, boundary, scps } = step;
      this.plain.principals.set(step.arn, { identity, boundary, scps });
      this.index.put({
        arn: step.arn,
        accountId: accountOf(step.arn),
        identityPolicies: documents('identity', identity),
        ...(boundary !== undefined && { permissionsBoundary: document('boundary', boundary) }),
        scps: scps.map((each) => documents('scp', each)),
      });
    }
  }

  ask({ question: at, after, meanwhile }: Made<typeof ask>): void {
    const question = QUESTIONS[at] ?? S3;
    const left = [...meanwhile];
    const found: unknown[] = [];
    for (const each of this.index.holders(question, after)) {
      const next = each === undefined ? left.shift() : undefined;
      if (next !== undefined) this.change(next);
      if (each !== undefined) found.push(each);
    }
    const rows = [...this.plain.principals.keys()].map((each) => ({
      arn: each,
      verdict: this.plain.verdict(each, question),
    }));
    const holders = rows.filter(({ verdict }) => verdict !== NO).sort((one, other) => byBytes(one.arn, other.arn));
    const expected = holders.map(({ arn: each, verdict }) => ({ arn: each, isConditional: verdict !== YES }));
    expect(found).toEqual(expected.filter((each) => byBytes(each.arn, after) > 0));
    const { principals, count, conditionalCount } = this.index.whoCan(question);
    expect([...principals].sort((one, other) => byBytes(one.arn, other.arn))).toEqual(expected);
    expect([count, count + conditionalCount]).toEqual([
      expected.filter(({ isConditional }) => !isConditional).length,
      expected.length,
    ]);
    expect(ARNS.map((each) => this.index.can(each, question))).toEqual(
      ARNS.map((each) => this.plain.verdict(each, question)),
    );
    expect(this.index.size).toBe(this.plain.principals.size);
  }
}

const byBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
const documents = (kind: PolicyKind, numbers: readonly number[]) => numbers.map((each) => document(kind, each));

function document(kind: PolicyKind, at: number): IndexedDocument {
  const [id, text] = [`${kind} ${String(at)}`, TEXTS[at] ?? ''];
  // Some are given compiled.
  return { id, read: () => (at % 5 === 0 ? compiled(kind, text) : { kind, text }) };
}

describe(AccessIndex, () => {
  it('comes to what a plain reading comes to, after changes of every kind and in the middle of them', () => {
    const steps = fc.array(fc.oneof({ weight: 3, arbitrary: change }, ask), { maxLength: 30 });
    fc.assert(
      fc.property(steps, fc.constantFrom(0, 500, 1_000_000), (all, compiledBytes) => {
        const compared = new Compared(compiledBytes);
        for (const step of all) {
          if (step.type === 'ask') compared.ask(step);
          else compared.change(step);
        }
      }),
      { numRuns },
    );
  });
});
