import { describe, expect, it } from '@jest/globals';
import { Secret } from '@gatehouse/contracts';
import { createLogger } from './logger.js';
import { isSecretField, redact, redactText } from './redaction.js';
import { allowedAttributes } from './span-redaction.js';

const canary = 'CANARYcanary0123456789canaryCANARY012345';
const jwt = `eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhZGEifQ.${canary}`;

/** Everything a careless line could hold. */
const CREDENTIALS: readonly [string, unknown][] = [
  ['a secret', { value: new Secret(canary) }],
  ['AWS credentials', { credentials: { accessKeyId: 'ASIA', secretAccessKey: canary, sessionToken: canary } }],
  ["AWS credentials as AWS' own XML names", { SecretAccessKey: canary, SessionToken: canary }],
  ['AWS credentials in an array', [{ SecretAccessKey: canary }]],
  ['headers of a request', { headers: { authorization: `Bearer ${canary}`, cookie: `__Host-session=${canary}` } }],
  ['headers set by a reply', { 'set-cookie': [`session=${canary}`] }],
  ['the header with the actor', { Actor: jwt }],
  ['a token in a text', `the token ${jwt} was refused`],
  ['a database URL', `connect to postgres://credentials:${canary}@127.0.0.1:5432/gatehouse`],
  ['a password with an @ in a URL', `redis://:before@${canary}@127.0.0.1:6379/0`],
  ['a database URL by name', { databaseUrl: canary }],
  ['a password', { password: canary, db_password: canary, DB_PASSWORD: canary }],
  ['an nkey seed', `SUAIBDPBAUTWCWBKIO6XHQNINK5FWJW4OHLXC3HQ2KFE4PEJUA44CNHTC4 ${''}`],
  ['a private JWK', { kty: 'OKP', crv: 'Ed25519', x: 'public', d: canary }],
  ['a private key', `-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----`],
  ['shell exports', `export AWS_SECRET_ACCESS_KEY=${canary}\nexport AWS_SESSION_TOKEN="${canary}"`],
  ['a credentials file', `aws_secret_access_key = ${canary}\naws_session_token = ${canary}`],
  ['JSON in a text', JSON.stringify({ SecretAccessKey: canary, SessionToken: canary })],
  ['a console link', `https://signin.aws.amazon.com/federation?Action=login&SigninToken=${canary}`],
  ['a federation request', `https://signin.aws.amazon.com/federation?Action=getSigninToken&Session=%7B${canary}%7D`],
  ['a presigned URL', `https://s3.amazonaws.com/b?X-Amz-Security-Token=${canary}&X-Amz-Signature=${canary}`],
  ['basic authentication', `Authorization: Basic ${canary}`],
  ['an error', Object.assign(new Error(`password=${canary}`), { token: canary })],
  ['the cause of an error', new Error('outer', { cause: new Error(`secret: ${canary}`) })],
  ['a map', new Map([['sessionToken', canary]])],
  ['something deep', { a: { b: { c: { password: canary } } } }],
];

function leaks(text: string): boolean {
  return text.includes(canary) || text.includes('SUAIBDPBAUTW');
}

describe('credentials that somebody tries to log', () => {
  it.each(CREDENTIALS)('are not in the log: %s', (_case, value) => {
    const lines: string[] = [];
    const log = createLogger('spec', { level: 'debug', destination: { write: (line) => void lines.push(line) } });
    const text = typeof value === 'string' ? value : 'A line.';
    for (const write of ['debug', 'info', 'warn', 'error'] as const) log[write]({ value, nested: { value } }, text);
    if (typeof value === 'object' && value !== null) log.info({ ...value }, text);
    log.with({ value }).info({}, text);
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.filter(leaks)).toEqual([]);
  });

  it.each(CREDENTIALS)('are not in a span: %s', (_case, value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(redact(value));
    const attributes = allowedAttributes({
      'url.full': text,
      'db.query.text': text,
      authorization: text,
      password: canary,
    });
    expect(leaks(JSON.stringify(attributes))).toBe(false);
    expect(Object.keys(attributes)).toEqual(['url.full', 'db.query.text']);
  });

  it('cannot hide in the text or the stack of an error', () => {
    const error = new Error(`cannot sign in: password=${canary}`);
    expect(leaks(JSON.stringify(redact(error)))).toBe(false);
    expect(redact(error)).toMatchObject({ type: 'Error', message: 'cannot sign in: password=***' });
  });
});

describe('what is no secret', () => {
  it.each([
    'accountId',
    'roleArn',
    'accessKeyId',
    'sessionId',
    'code',
    'reason',
    'durationMilliseconds',
    'tokenCount',
    'id',
    'groups',
  ])('stays readable: %s', (name) => {
    expect(isSecretField(name)).toBe(false);
  });

  it('stays as it is in a text', () => {
    const text = 'arn:aws:iam::123456789012:role/payments-reader is not in the inventory of ada@example.com.';
    expect(redactText(text)).toBe(text);
  });
});

describe('a text that is made to keep the redaction busy', () => {
  it.each([
    'a.',
    'eyJ-',
    'eyJaaaaaaaa.',
    'a://',
    'a://b:',
    'secret=',
    'secret ',
    'Bearer ',
    '-----BEGIN A',
    '-----BEGIN PRIVATE KEY-----',
    'IQoJ',
    '?Session=',
    'SUA',
    ' ',
  ])('does not: %j', (part) => {
    const text = part.repeat(100_000 / part.length);
    const before = process.cpuUsage();
    redactText(text);
    expect(process.cpuUsage(before).user).toBeLessThan(100_000);
  });
});

describe('a value that is too much for a line', () => {
  it('is cut: long texts, deep objects, long lists, bytes, circles', () => {
    const circle: Record<string, unknown> = { name: 'circle' };
    circle['self'] = circle;
    const value = {
      text: 'x'.repeat(100_000),
      list: Array.from({ length: 1_000 }, (_, n) => n),
      bytes: new Uint8Array(9),
      circle,
    };
    const cut = redact(value) as { text: string; list: unknown[]; bytes: string };
    expect(cut.text.length).toBeLessThan(17_000);
    expect(cut.list).toHaveLength(100);
    expect(cut.bytes).toBe('[9 bytes]');
    expect(JSON.stringify(cut).length).toBeLessThan(50_000);
  });

  it('is written even when it is neither text nor object', () => {
    expect(redact({ big: 10n, nothing: undefined, none: null, when: new Date(0), call: () => 1 })).toEqual({
      big: '10',
      nothing: undefined,
      none: null,
      when: '1970-01-01T00:00:00.000Z',
      call: undefined,
    });
  });
});
