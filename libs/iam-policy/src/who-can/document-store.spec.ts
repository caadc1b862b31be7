import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compilePolicyText } from '../evaluate/compile-policy.js';
import { answerOf, prepareQuestion } from './document-answer.js';
import { DocumentStore } from './document-store.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 200);

const textOf = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const READS = textOf({ Sid: 'Réads', Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
const SENDS = textOf({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' });
const asked = (action: string) => prepareQuestion({ action, resource: '*' }, 'arn:aws:iam::111122223333:role/r');

function storeOf(room: number, texts: readonly string[]): DocumentStore {
  const store = new DocumentStore(room);
  texts.forEach((text, at) => store.numberOf({ id: String(at), read: () => ({ kind: 'identity', text }) }));
  return store;
}

describe(DocumentStore, () => {
  it('reads a document once, and gives equal ids the same number', () => {
    const store = new DocumentStore();
    let reads = 0;
    const read = () => ((reads += 1), { kind: 'identity' as const, text: READS });
    expect([store.numberOf({ id: 'a', read }), store.numberOf({ id: 'b', read })]).toEqual([0, 1]);
    expect([store.numberOf({ id: 'a', read }), reads, store.size]).toEqual([0, 2, 2]);
    expect([store.has('a'), store.has('c')]).toEqual([true, false]);
  });

  it('keeps compiled what there is room for, and compiles the rest again to the same', () => {
    const bytes = Buffer.byteLength(READS);
    const store = storeOf(bytes, [READS, READS]);
    expect(store.policy(0)).toBe(store.policy(0));
    expect(store.policy(1)).not.toBe(store.policy(1));
    const plain = ({ allows }: ReturnType<DocumentStore['policy']>) =>
      allows.map(({ ref, source }) => ({ statement: { ...ref, policyId: '' }, source }));
    expect(plain(store.policy(1))).toEqual(plain(store.policy(0)));
    expect(plain(store.policy(0))[0]?.statement.sid).toBe('Réads');
    expect([store.policy(0).id, store.policy(1).id, store.policy(1).kind]).toEqual(['0', '1', 'identity']);
    const short = storeOf(bytes - 1, [READS]);
    expect(short.policy(0)).not.toBe(short.policy(0));
  });

  it('leaves room that one document is too large for to smaller ones', () => {
    const store = storeOf(Buffer.byteLength(SENDS), [READS + ' '.repeat(100), SENDS]);
    expect(store.policy(1)).toBe(store.policy(1));
  });

  it('keeps what it is given compiled, however much that is', () => {
    const store = new DocumentStore(0);
    const policy = compilePolicyText(READS, { id: 'x', kind: 'scp' });
    expect(store.policy(store.numberOf({ id: 'scp:x', read: () => policy }))).toBe(policy);
  });

  it('looks only at documents that may speak of the service', () => {
    const store = storeOf(0, [READS, SENDS, textOf({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' })]);
    const looked: number[] = [];
    const policy = store.policy.bind(store);
    store.policy = (number) => (looked.push(number), policy(number));
    const answers = store.answers(asked('S3:GetObject'));
    expect([0, 1, 2].map(answers)).toEqual([
      { allows: 2, denies: 0 },
      { allows: 0, denies: 0 },
      { allows: 0, denies: 2 },
    ]);
    expect(looked).toEqual([0, 2]);
  });

  it('answers the same with room and without, which is what the documents say', () => {
    const action = fc.oneof(
      fc.constantFrom(
        's3:GetObject',
        'S3:*',
        's*:Get*',
        '?qs:*',
        '*',
        'sqs:Send*',
        's3',
        ':Get',
        's3:',
        '*:Get*',
        'ſ3:*',
      ),
      fc.string({ unit: fc.constantFrom('s', 'S', '3', 'q', ':', '*', '?', 'G', 'ſ'), maxLength: 6 }),
    );
    const actions = fc.oneof(action, fc.array(action, { maxLength: 3 }), fc.constantFrom(7, null, {}));
    const statement = fc.record(
      {
        Effect: fc.constantFrom('Allow', 'Deny', 'Maybe'),
        Action: actions,
        NotAction: actions,
        Resource: fc.constantFrom('*', [], 'arn:aws:s3:::a', 7),
        Condition: fc.constantFrom({}, { Bool: { 'aws:SecureTransport': 'true' } }, 7),
      },
      { requiredKeys: ['Effect'] },
    );
    const text = fc.oneof(
      { weight: 6, arbitrary: fc.array(statement, { maxLength: 3 }).map((all) => textOf(...all)) },
      fc.constantFrom('', '{', '[]', '{"Statement":[1]}', `\ufeff${READS}`, '{"Statement":"\ud800"}'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.array(action, { minLength: 1, maxLength: 4 }), (texts, all) => {
        const stores = [0, 200, 1_000_000].map((room) => storeOf(room, texts));
        for (const each of [...all, 's3:GetObject', 'sqs:SendMessage', 'ec2:RunInstances']) {
          const question = asked(each);
          const expected = texts.map((one) =>
            answerOf(compilePolicyText(one, { id: 'x', kind: 'identity' }), question),
          );
          for (const store of stores) expect(texts.map((_, at) => store.answers(question)(at))).toEqual(expected);
        }
      }),
      { numRuns },
    );
  });
});
