import { describe, expect, it } from '@jest/globals';

import { contextKeysOf, keysAskedFor } from './policy-keys.rules.js';

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('context keys of a policy', () => {
  const text = document(
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: "arn:aws:s3:::x/${aws:username, 'nobody'}/${*}",
      Condition: { StringLike: { 'aws:PrincipalTag/team': '${aws:RequestTag/team}' } },
    },
    { Effect: 'Deny', NotAction: 's3:*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } } },
  );

  it('stand in conditions and as variables', () => {
    expect([...contextKeysOf({ document: text, kind: 'identity' })].sort()).toEqual([
      'aws:MultiFactorAuthPresent',
      'aws:PrincipalTag/team',
      'aws:RequestTag/team',
      'aws:username',
    ]);
  });

  it('are asked for where the statement is about the action', () => {
    expect(keysAskedFor({ document: text, kind: 'identity' }, 'sqs:SendMessage')).toEqual([
      'aws:MultiFactorAuthPresent',
    ]);
  });
});
