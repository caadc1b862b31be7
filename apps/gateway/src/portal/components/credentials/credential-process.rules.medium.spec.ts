import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { credentialProcessProfile, signInCommand } from './credential-process.rules';

const parts = {
  roleArn: 'arn:aws:iam::123456789012:role/payments-reader',
  origin: 'http://127.0.0.1:3000',
  personId: "o'hara@example.com",
  region: 'us-east-1',
  endpointUrl: 'http://127.0.0.1:4599',
};

/** Runs the line of a profile with a curl that prints its arguments or an answer instead of asking anybody. */
function runWithCurl(line: string, curl: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-curl-'));
  try {
    writeFileSync(join(folder, 'curl'), `#!/bin/sh\n${curl}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder };
    return execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8', env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function processLine(): string {
  const line = credentialProcessProfile(parts).split('\n')[1] ?? '';
  return line.replace('credential_process = ', '');
}

describe(credentialProcessProfile, () => {
  it('prints what the AWS CLI expects from an answer of the gateway', () => {
    const answer = JSON.stringify({
      roleArn: parts.roleArn,
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'a/b+c',
      sessionToken: 'token==',
      expiresAt: '2026-11-22T15:00:00.000Z',
    });
    expect(JSON.parse(runWithCurl(processLine(), `printf %s '${answer}'`))).toMatchObject({
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLE',
      SecretAccessKey: 'a/b+c',
      SessionToken: 'token==',
      Expiration: '2026-11-22T15:00:00.000Z',
    });
  });

  it('asks for exactly this role, as JSON, with the cookie of the sign-in', () => {
    const said = runWithCurl(processLine(), `printf '%s\\n' "$@"`).split('\n');
    expect(said).toContain(JSON.stringify({ roleArn: parts.roleArn }));
    expect(said.some((argument) => argument.endsWith('/.aws/gatehouse-cookies'))).toBe(true);
    expect(said).toContain('http://127.0.0.1:3000/api/v3/credentials');
  });
});

describe(signInCommand, () => {
  it('survives a quote in the name of the person', () => {
    const said = runWithCurl(signInCommand(parts), `printf '%s\\n' "$@"`).split('\n');
    expect(said).toContain(JSON.stringify({ method: 'demo', personId: parts.personId }));
  });
});
