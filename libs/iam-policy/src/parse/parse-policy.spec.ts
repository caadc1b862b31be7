import { describe, expect, it } from '@jest/globals';
import { type PolicyKind, parsePolicy, policySize } from '../index.js';

const TEXT = `{
  "Version": "2012-10-17",
  "Id": "demo",
  "Statement": {
    "Sid": "Read",
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:ListBucket"],
    "Resource": "arn:aws:s3:::\${aws:username, 'x'}/*",
    "Condition": {
      "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["team", 7, true] }
    }
  }
}`;

describe('parsePolicy', () => {
  it('gives every element with its line and column', () => {
    const { document, findings } = parsePolicy(TEXT, { kind: 'identity' });
    expect(findings).toEqual([]);
    expect(document).toMatchObject({ version: '2012-10-17', id: { value: 'demo' }, isList: false, broken: false });
    expect(document?.statements[0]).toMatchObject({
      index: 0,
      sid: { value: 'Read', range: { line: 5, column: 12 } },
      effect: 'Allow',
      action: { negated: false, isList: true },
      resource: { isList: false, values: [{ range: { line: 8, column: 17 } }] },
      conditions: [
        {
          operator: { name: 'StringLike', set: 'ForAnyValue', ifExists: true, range: { line: 10, column: 7 } },
          key: { value: 'aws:TagKeys', range: { line: 10, column: 43 } },
          values: [{ value: 'team' }, { value: '7' }, { value: 'true' }],
        },
      ],
      unreadable: [],
    });
  });

  it('reads every form of principal', () => {
    const principal = {
      AWS: ['111122223333', '*'],
      Service: 's3.amazonaws.com',
      Federated: 'accounts.google.com',
      CanonicalUser: 'abc',
    };
    const statement = (Principal: unknown) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 's3:*', Resource: '*' }],
    });
    const { document } = parsePolicy(statement(principal), { kind: 'resource' });
    expect(document?.statements[0]?.principal?.entries.map(({ type, value }) => `${type} ${value}`)).toEqual([
      'AWS 111122223333',
      'AWS *',
      'Service s3.amazonaws.com',
      'Federated accounts.google.com',
      'CanonicalUser abc',
    ]);
    expect(parsePolicy(statement('*'), { kind: 'resource' }).document?.statements[0]?.principal).toMatchObject({
      isBare: true,
      entries: [{ type: 'AWS', value: '*' }],
    });
  });

  it('says where and why a text is no JSON', () => {
    const { document, findings } = parsePolicy('{\n  "Version": "2012-10-17"\n  "Statement": []\n}', {
      kind: 'identity',
    });
    expect(document).toBeUndefined();
    expect(findings).toMatchObject([
      { id: 'syntax-error', range: { line: 3, column: 3 }, message: 'A comma or a closing brace is expected here.' },
    ]);
  });

  it.each<[string, PolicyKind, object, string]>([
    [
      'a trust policy',
      'trust',
      { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' },
      'prohibited-element',
    ],
    ['an SCP', 'scp', { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }, 'prohibited-element'],
    ['an RCP', 'rcp', { Effect: 'Deny', Action: '*', Resource: '*' }, 'missing-element'],
    ['an endpoint policy', 'vpc-endpoint', { Effect: 'Allow', Action: '*', Resource: '*' }, 'missing-element'],
    [
      'a resource policy',
      'resource',
      { Effect: 'Allow', NotPrincipal: { AWS: '*' }, Action: 's3:*', Resource: '*' },
      'not-principal-with-allow',
    ],
    [
      'an identity policy',
      'identity',
      { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::${' },
      'malformed-variable',
    ],
    [
      'a boundary',
      'boundary',
      { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { StringLike: { 's3:prefix': '${aws:username' } } },
      'malformed-variable',
    ],
  ])('knows what %s may not hold', (_name, kind, statement, id) => {
    const { findings } = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, { kind });
    expect(findings.map((finding) => finding.id)).toEqual([id]);
  });

  it('counts sizes as AWS does: without white space for IAM, with it elsewhere', () => {
    const text = '{ "a b" :\n"c\\" d" }';
    expect(policySize(text, 'identity')).toBe('{"a b":"c\\" d"}'.length);
    expect(policySize(text, 'resource')).toBe(text.length);
  });
});
