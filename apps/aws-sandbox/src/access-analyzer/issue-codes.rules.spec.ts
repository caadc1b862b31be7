import { LINT_RULES, lintPolicy, parsePolicy } from '@gatehouse/iam-policy';
import { describe, expect, it } from '@jest/globals';

import { locationOf } from './finding-location.rules.js';
import { ISSUES_OF_LINT, issueOf } from './issue-codes.rules.js';

const issuesOf = (text: string, kind: 'identity' | 'resource' = 'identity') => {
  const parsed = parsePolicy(text, { kind });
  const linted = parsed.document === undefined ? [] : lintPolicy(parsed.document, { kind });
  return [...parsed.findings, ...linted].flatMap((finding) => issueOf(finding)?.code ?? []);
};

const statement = (members: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...members }],
  });

describe('issues', () => {
  it('are decided for every rule of lint', () => {
    expect(Object.keys(ISSUES_OF_LINT).sort()).toEqual(Object.keys(LINT_RULES).sort());
  });

  it.each<[string, string]>([
    ['{', 'JSON_SYNTAX_ERROR'],
    [statement({ Effect: 'Maybe' }), 'INVALID_EFFECT'],
    [statement({ Sid: 'a b' }), 'UNSUPPORTED_SID'],
    [statement({ Principal: '*' }), 'UNSUPPORTED_PRINCIPAL'],
    [statement({ Resource: undefined }), 'MISSING_RESOURCE'],
    [statement({ Action: undefined }), 'MISSING_ACTION'],
    [statement({ Action: [] }), 'EMPTY_ARRAY_ACTION'],
    [statement({ Condition: { StringIs: { 'aws:username': 'a' } } }), 'INVALID_CONDITION_OPERATOR'],
    [statement({ Condition: { Bool: { 'aws:SecureTransport': 'yes' } } }), 'TYPE_MISMATCH_BOOLEAN'],
    [statement({ Condition: { StringEquals: { 'aws:Nonsense': 'a' } } }), 'INVALID_GLOBAL_CONDITION_KEY'],
    [statement({ Action: 'iam:PassRole' }), 'PASS_ROLE_WITH_STAR_IN_RESOURCE'],
    [statement({ Resource: 'bucket' }), 'MISSING_ARN_FIELD'],
    [JSON.stringify({ Statement: [] }), 'MISSING_VERSION'],
  ])('of %s have AWS names', (text, code) => {
    expect(issuesOf(text)).toContain(code);
  });

  it('are none for a good policy, and none that Access Analyzer does not know', () => {
    expect(issuesOf(statement({ Resource: 'arn:aws:s3:::bucket/*' }))).toEqual([]);
    expect(issuesOf(statement({ Action: '*' }))).toEqual([]);
  });
});

describe('locationOf', () => {
  it('tells steps and a stretch of the text', () => {
    const text = '{\n  "Statement": "abc\nd"\n}';
    const range = { offset: text.indexOf('"abc'), length: 7, line: 2, column: 16 };
    expect(locationOf({ path: 'Statement[0].Condition.StringEquals."a.b:c"[1]', range }, text)).toEqual({
      path: [
        { value: 'Statement' },
        { index: 0 },
        { value: 'Condition' },
        { value: 'StringEquals' },
        { value: 'a.b:c' },
        { index: 1 },
      ],
      span: { start: { line: 2, column: 15, offset: 17 }, end: { line: 3, column: 2, offset: 24 } },
    });
  });

  it('is the whole document where there is no path', () => {
    const range = { offset: 0, length: 2, line: 1, column: 1 };
    expect(locationOf({ path: '', range }, '{}')).toEqual({
      path: [],
      span: { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 2, offset: 2 } },
    });
  });
});
