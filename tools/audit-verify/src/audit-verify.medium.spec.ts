import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail, CheckpointWriter, openDatabase, type Database } from '@gatehouse/persistence';
import { testPostgres, type TestPostgres } from '@gatehouse/testing';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import pg from 'pg';
import { auditVerify } from './audit-verify.js';

const services = ['identity', 'policy-requests'] as const;
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-audit-'));
const servers: TestPostgres[] = [];
const keys: JWK[] = [];

async function fill(service: string, url: string): Promise<void> {
  const database: Database = await openDatabase({ service, url, migrations: [] });
  const trail = new AuditTrail();
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  keys.push({ ...(await exportJWK(publicKey)), kid: `service:${service}` });
  const signer = { kid: `service:${service}`, key: privateKey };
  const checkpoints = new CheckpointWriter(database, () => Promise.resolve(signer), { warn: () => undefined });
  for (let index = 1; index <= 20; index += 1) {
    const record = {
      action: 'person.signed-in',
      actorId: 'ada@example.com',
      subject: `ada-${index}`,
      outcome: 'succeeded',
    };
    await database.transaction((tx) => trail.record(tx, record));
    if (index % 8 === 0) await checkpoints.sign();
  }
  await database.close();
}

beforeAll(async () => {
  for (const service of services) {
    const server = await testPostgres({ service });
    servers.push(server);
    await fill(service, server.url);
  }
  mkdirSync(join(folder, '.gatehouse'));
  writeFileSync(join(folder, '.gatehouse/keys.json'), JSON.stringify({ keys }));
  writeFileSync(
    join(folder, '.gatehouse/state.json'),
    JSON.stringify({
      databases: Object.fromEntries(services.map((service, index) => [service, servers[index]?.url])),
      trustedKeysFile: 'keys.json',
    }),
  );
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.drop()));
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const lines: string[] = [];
  const code = await auditVerify(args, folder, (line) => lines.push(line));
  return { code, lines, text: lines.join('\n') };
}

const exportPath = join(folder, 'audit.jsonl');
const keysPath = join(folder, '.gatehouse/keys.json');

/** Writes the export again with its lines changed, and checks it with nothing running. */
async function checkChanged(change: (lines: string[]) => string[]) {
  const path = join(folder, 'changed.jsonl');
  const lines = readFileSync(exportPath, 'utf8').trimEnd().split('\n');
  writeFileSync(path, change(lines).join('\n'));
  return run('--file', path, '--keys', keysPath);
}

describe('npm run audit:verify', () => {
  it('finds the chains of the running installation intact', async () => {
    expect(await run()).toEqual({
      code: 0,
      lines: [
        expect.stringMatching(/^identity: 20 records, head [0-9a-f]{12}…, 2 checkpoints: intact$/),
        expect.stringMatching(/^policy-requests: 20 records, head [0-9a-f]{12}…, 2 checkpoints: intact$/),
      ],
      text: expect.anything(),
    });
  });

  it('checks one database from its URL', async () => {
    const { code, lines } = await run('--database', `identity=${servers[0]?.url}`, '--keys', keysPath);
    expect([code, lines.length]).toEqual([0, 1]);
  });

  it('exports, and checks the export with nothing running', async () => {
    expect((await run('--export', exportPath)).text).toMatch(/48 lines of 2 services/);
    expect(await run('--file', exportPath, '--keys', keysPath)).toMatchObject({
      code: 0,
      lines: [/intact/, /intact/].map((text) => expect.stringMatching(text)),
    });
  });

  it.each([
    [
      'a changed line',
      (lines: string[]) => lines.map((line) => line.replace('ada-7"', 'eve-7"')),
      /identity: 6 records.*record 7 .* was changed[^]*policy-requests: 6 records/,
    ],
    [
      'a deleted line',
      (lines: string[]) => lines.filter((_, index) => index !== 4),
      /identity: 3 records.*record 4 is missing/,
    ],
    [
      'lines that changed places',
      (lines: string[]) => [...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? '', ...lines.slice(4)],
      /record 2 is missing/,
    ],
    ['a cut-off end', (lines: string[]) => lines.slice(0, -3), /policy-requests: .* it breaks off after record 18/],
    [
      'a checkpoint that was made up',
      (lines: string[]) =>
        lines.map((line) =>
          line.includes('"checkpoint"')
            ? line.replace(/"signature":"[^"]{20}/, '"signature":"eyJhbGciOiJub25lIn0A')
            : line,
        ),
      /checkpoint of .* at record 8 is not valid/,
    ],
    [
      'a line that is not JSON',
      (lines: string[]) => [...lines.slice(0, 5), '{"kind":'],
      /changed.jsonl, line 6 is not JSON/,
    ],
    [
      'a line of another kind',
      (lines: string[]) => [...lines.slice(0, 5), '{"kind":"note"}'],
      /line 6 is not part of an export/,
    ],
    [
      'a chain that poses as that of another service',
      (lines: string[]) => lines.map((line) => line.replace('"service":"identity"', '"service":"tags"')),
      /tags: 0 records.*record 1 does not follow the beginning/,
    ],
    ['nothing at all', () => [], /is empty/],
  ])('finds %s in an export', async (_case, change, problem) => {
    const { code, text } = await checkChanged(change);
    expect(text).toMatch(problem);
    expect(code).toBe(1);
  });

  it('trusts no checkpoint without its key', async () => {
    const { code, text } = await run('--file', exportPath);
    expect(text).toMatch(/no public key of service:identity is trusted/);
    expect(code).toBe(1);
  });

  it('finds what was changed in the database, exactly', async () => {
    const admin = new pg.Client({ connectionString: servers[1]?.adminUrl });
    await admin.connect();
    await admin.query(
      `SET session_replication_role = replica; UPDATE policy_requests.audit_log SET outcome = 'refused' WHERE sequence = 11`,
    );
    await admin.end();
    const { code, lines } = await run();
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/intact$/);
    expect(lines[1]).toMatch(/NOT INTACT: record 11 \(.*, person.signed-in\) was changed/);
  });

  it.each([
    [['--service', 'tags'], /There is no database of "tags"; there are identity, policy-requests/],
    [['--database', 'identity'], /--database is NAME=URL/],
    [['--frobnicate'], /Unknown option '--frobnicate'[^]*--export FILE/],
    [['--database', 'identity=postgres://me:hush@127.0.0.1:1/gate'], /identity: could not be checked: .*ECONNREFUSED/],
    [['--file', '/no/such/file', '--keys', '/no/such/keys'], /Cannot read \/no\/such\/keys \(ENOENT\)/],
  ])('says what to do when called with %j', async (args, text) => {
    const result = await run(...args);
    expect(result.text).toMatch(text);
    expect(result.text).not.toContain('hush');
    expect(result.code).toBe(2);
  });
});
