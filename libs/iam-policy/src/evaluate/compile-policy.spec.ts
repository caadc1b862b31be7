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
