import { describe, expect, it } from '@jest/globals';
import { fish, posix, powershell, profileNameOf, snippetOf, withoutSecrets, SNIPPET_KINDS } from './snippets.rules';

const session = {
  roleArn: 'arn:aws:iam::123456789012:role/teams/payments-reader',
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'wJalr/K7MDENG+b',
  sessionToken: 'FwoGZXIvYXdzEA==',
  expiresAt: '2026-11-22T15:00:00.000Z',
  region: 'eu-west-1',
  endpointUrl: 'http://127.0.0.1:4599',
};

describe(snippetOf, () => {
  it('sets everything a session needs in bash, and takes away a profile that would win over it', () => {
    expect(snippetOf('bash', session)).toBe(
      [
        'unset AWS_PROFILE',
        "export AWS_ACCESS_KEY_ID='ASIAEXAMPLE'",
        "export AWS_SECRET_ACCESS_KEY='wJalr/K7MDENG+b'",
        "export AWS_SESSION_TOKEN='FwoGZXIvYXdzEA=='",
        "export AWS_REGION='eu-west-1'",
        "export AWS_DEFAULT_REGION='eu-west-1'",
        "export AWS_ENDPOINT_URL='http://127.0.0.1:4599'",
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['fish', "set -gx AWS_SESSION_TOKEN 'FwoGZXIvYXdzEA=='"],
    ['powershell', "$Env:AWS_SESSION_TOKEN = 'FwoGZXIvYXdzEA=='"],
    ['file', 'aws_session_token = FwoGZXIvYXdzEA=='],
    ['file', '[123456789012-payments-reader]'],
    ['file', 'endpoint_url = http://127.0.0.1:4599'],
  ] as const)('writes %s as that reader wants it: %s', (kind, line) => {
    expect(snippetOf(kind, session).split('\n')).toContain(line);
  });

  it('prints JSON as a credential_process does', () => {
    expect(JSON.parse(snippetOf('json', session))).toEqual({
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'wJalr/K7MDENG+b',
      SessionToken: 'FwoGZXIvYXdzEA==',
      Expiration: '2026-11-22T15:00:00.000Z',
    });
  });

  it('names no endpoint where AWS itself answers', () => {
    const texts = SNIPPET_KINDS.map((kind) => snippetOf(kind, { ...session, endpointUrl: null }));
    expect(texts.join('')).not.toMatch(/endpoint/i);
  });

  it('holds no secret once they are taken out', () => {
    const texts = SNIPPET_KINDS.map((kind) => snippetOf(kind, withoutSecrets(session))).join('');
    expect(texts).not.toContain(session.secretAccessKey);
    expect(texts).not.toContain(session.sessionToken);
    expect(texts).toContain(session.accessKeyId);
  });

  it('keeps a line break in a value from starting a line of its own in the credentials file', () => {
    const text = snippetOf('file', { ...session, sessionToken: 'token\n[default]\r\naws_access_key_id = theirs' });
    expect(text.split('\n').filter((line) => line.startsWith('['))).toEqual(['[123456789012-payments-reader]']);
  });
});

describe('quoting', () => {
  it('leaves a POSIX shell nothing to read but the end of the quotes', () => {
    expect(posix(`a'b"$(id)`)).toBe(`'a'\\''b"$(id)'`);
  });

  it('escapes for fish the quote and the backslash, and nothing else', () => {
    expect(fish(`a'b\\c"$d`)).toBe(`'a\\'b\\\\c"$d'`);
  });

  it('doubles for PowerShell every sign that it takes for a quote', () => {
    expect(powershell(`a'b\u2019c"$d`)).toBe(`'a''b\u2019\u2019c"$d'`);
  });
});

describe(profileNameOf, () => {
  it('names account and role, so that two roles of one name have two profiles', () => {
    expect(profileNameOf('arn:aws:iam::123456789012:role/a/b+c=d')).toBe('123456789012-b_c_d');
  });
});
