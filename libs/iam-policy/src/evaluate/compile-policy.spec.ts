import { describe, expect, it } from '@jest/globals';
import { parsePolicy } from '../parse/parse-policy.js';
import { compilePolicy, compilePolicyText } from './compile-policy.js';

const TEXT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Read', Effect: 'Allow', Action: ['s3:Get*', 's3:ListBucket'], Resource: 'arn:aws:s3:::reports*' },
    { Effect: 'Deny', NotAction: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ],
});
const OPTIONS = { id: 'reports', kind: 'identity' } as const;

describe('a policy compiled from its text', () => {
  it('says what the one from its parse tree says, and what its statements were', () => {
    const fromTree = compilePolicy(parsePolicy(TEXT, OPTIONS).document, OPTIONS);
    const fromText = compilePolicyText(TEXT, OPTIONS);
    const statements = ({ allows, denies }: typeof fromTree) => [...allows, ...denies];
    expect(statements(fromText).map(({ ref, source }) => ({ ref, source }))).toEqual(
      statements(fromTree).map(({ ref, source }) => ({ ref, source })),
    );
  });

  it('denies everything when the text is none', () => {
    const { denies, isBroken } = compilePolicyText('{', OPTIONS);
    expect(isBroken).toBe(true);
    expect(denies.map(({ isUnreadable }) => isUnreadable)).toEqual([true]);
  });
});

describe('the services of whose actions a statement may speak', () => {
  it.each<[string, object, readonly string[] | undefined]>([
    ['those it names, in lower case', { Action: ['S3:Get*', 'sqs:*', 's3:*:x'] }, ['s3', 'sqs', 's3']],
    ['any by a star', { Action: ['s3:*', '*'] }, undefined],
    ['any by a wildcard within', { Action: 's*:Get*' }, undefined],
    ['any by a single one', { Action: '?3:Get*' }, undefined],
    ['any by a wildcard at the end', { Action: 's3*:*' }, undefined],
    ['any without a colon', { Action: 's3' }, undefined],
    ['any but some', { NotAction: 's3:*' }, undefined],
    ['none', { Action: [] }, []],
    ['any without actions', {}, undefined],
    ['any by both', { Action: 's3:*', NotAction: 's3:*' }, undefined],
    ['any by what cannot be read', { Action: { s3: 'Get' } }, undefined],
    ['those it names, whatever else cannot be read', { Action: 's3:*', Resource: 7, Condition: 'x' }, ['s3']],
  ])('%s', (_case, elements, services) => {
    for (const Effect of ['Allow', 'Deny']) {
      const text = JSON.stringify({ Version: '2012-10-17', Statement: { Effect, Resource: '*', ...elements } });
      const { allows, denies } = compilePolicyText(text, OPTIONS);
      expect([...allows, ...denies].map((statement) => statement.services)).toEqual([services]);
    }
  });
});
