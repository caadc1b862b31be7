import { testPostgres } from '@gatehouse/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import pg from 'pg';
import { aRecord, testDatabase, type TestDatabase } from '../test-database.js';
import { genesisHashOf, hashOf } from './audit-chain.js';
import type { ChainEntry } from './chain-entry.js';
import { CheckpointWriter } from './checkpoint-writer.js';
import { readChain } from './read-chain.js';
import { verifyChain } from './verify-chain.js';

let bed: TestDatabase;
let admin: pg.Client;
let trusted: JWK[];
let checkpoints: CheckpointWriter;
const warnings: string[] = [];

async function keyPair(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return { signer: { kid, key: privateKey }, jwk: { ...(await exportJWK(publicKey)), kid } };
}

beforeAll(async () => {
  bed = await testDatabase(await testPostgres({ service: 'two-words' }));
  admin = new pg.Client({ connectionString: bed.postgres.adminUrl });
  await admin.connect();
  await admin.query('SET search_path TO two_words');
  const { signer, jwk } = await keyPair('service:two-words');
  trusted = [jwk, (await keyPair('service:tags')).jwk];
  const logger = { warn: (_fields: object, message: string) => void warnings.push(message) };
  checkpoints = new CheckpointWriter(bed.database, () => Promise.resolve(signer), logger);
});
afterAll(async () => {
  await admin.end();
  await bed.stop();
});

/** Twelve records with checkpoints at 5, 10 and 12, as nobody touched them. */
beforeEach(async () => {
  await tamper(
    `TRUNCATE audit_log, audit_checkpoint; UPDATE ledger_head SET audit_sequence = 0, audit_hash = '${genesisHashOf('two-words')}'`,
  );
  for (let index = 1; index <= 12; index += 1) {
    await bed.database.transaction((tx) => bed.auditTrail.record(tx, aRecord(`thing-${index}`)));
    if ([5, 10, 12].includes(index)) expect(await checkpoints.sign()).toBe(true);
  }
});

/** What somebody with the superuser's rights could do. */
async function tamper(sql: string): Promise<void> {
  await admin.query(`SET session_replication_role = replica; ${sql}; SET session_replication_role = origin`);
}

const check = (keys: readonly JWK[] = trusted) => verifyChain('two-words', readChain('two-words', admin), keys);

describe('the audit log', () => {
  it.each([
    `UPDATE audit_log SET actor_id = 'x'`,
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    `UPDATE audit_checkpoint SET hash = 'x'`,
    'DELETE FROM audit_checkpoint',
    'TRUNCATE audit_checkpoint',
    'DELETE FROM audit_log WHERE false',
  ])('refuses the role that owns it: %s', async (sql) => {
    await expect(bed.database.query(sql)).rejects.toThrow('append-only');
  });
});

describe(verifyChain, () => {
  it('finds an untouched chain intact', async () => {
    const report = await check();
    expect(report).toEqual({
      service: 'two-words',
      records: 12,
      checkpoints: 3,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    ['a changed field', `UPDATE audit_log SET actor_id = 'eve' WHERE sequence = 7`, /record 7 .* was changed/],
    [
      'changed details',
      `UPDATE audit_log SET details = details || '{"a":2}' WHERE sequence = 7`,
      /record 7 .* was changed/,
    ],
    [
      'a changed time',
      `UPDATE audit_log SET recorded_at = recorded_at + interval '1 ms' WHERE sequence = 7`,
      /record 7 .* was changed/,
    ],
    ['a deleted record', 'DELETE FROM audit_log WHERE sequence = 7', /record 7 is missing/],
    ['deleted records', 'DELETE FROM audit_log WHERE sequence BETWEEN 6 AND 9', /records 6 to 9 are missing/],
    ['a deleted beginning', 'DELETE FROM audit_log WHERE sequence < 3', /records 1 to 2 are missing/],
    [
      'records that changed places',
      'UPDATE audit_log SET sequence = -sequence WHERE sequence IN (6, 7); UPDATE audit_log SET sequence = 13 + sequence WHERE sequence < 0',
      /record 6 does not follow record 5/,
    ],
    ['a cut-off end', 'DELETE FROM audit_log WHERE sequence > 11', /record 12 is missing: the checkpoint .* proves/],
    [
      'a cut-off end with the head put back',
      `DELETE FROM audit_log WHERE sequence > 11; DELETE FROM audit_checkpoint WHERE sequence = 12`,
      /record 12 is missing: the chain should end at record 12/,
    ],
    [
      'a checkpoint with another hash',
      `UPDATE audit_checkpoint SET hash = repeat('0', 64) WHERE sequence = 10`,
      /checkpoint .* at record 10 is not valid/,
    ],
    [
      'a checkpoint at another place',
      'UPDATE audit_checkpoint SET sequence = 9 WHERE sequence = 10',
      /checkpoint .* at record 9 is not valid/,
    ],
    [
      'a checkpoint of another service',
      `UPDATE audit_checkpoint SET key_id = 'service:tags' WHERE sequence = 10`,
      /signed by service:tags/,
    ],
  ])('finds %s', async (_case, sql, problem) => {
    await tamper(sql);
    expect((await check()).problem).toMatch(problem);
  });

  it('finds a chain that was rewritten from one record on, by the checkpoint after it', async () => {
    const rows: Extract<ChainEntry, { kind: 'record' }>[] = [];
    for await (const entry of readChain('two-words', admin)) if (entry.kind === 'record') rows.push(entry);
    let previousHash = rows[6]?.hash ?? '';
    for (const row of rows.slice(7)) {
      const forged = { ...row, previousHash, actorId: 'eve@example.com' };
      const hash = hashOf(forged);
      await tamper(
        `UPDATE audit_log SET actor_id = '${forged.actorId}', previous_hash = '${previousHash}', hash = '${hash}' WHERE sequence = ${row.sequence}`,
      );
      previousHash = hash;
    }
    await tamper(`UPDATE ledger_head SET audit_hash = '${previousHash}'`);
    expect((await check()).problem).toMatch(
      /record 10 is not the one that the checkpoint .* was signed for: the chain was rewritten/,
    );
  });

  it('does not accept a checkpoint that somebody else signed, nor one that it cannot check', async () => {
    const forger = await keyPair('service:two-words');
    await tamper('DELETE FROM audit_checkpoint WHERE sequence = 12');
    await new CheckpointWriter(bed.database, () => Promise.resolve(forger.signer), { warn: () => undefined }).sign();
    expect((await check()).problem).toMatch(/checkpoint .* at record 12 is not valid: its signature/);
    expect((await check([])).problem).toMatch(
      /at record 5 is not valid: no public key of service:two-words is trusted/,
    );
  });

  it('does not take the chain of one service for that of another', async () => {
    expect((await verifyChain('tags', readChain('tags', admin), trusted)).problem).toMatch(
      /record 1 does not follow the beginning/,
    );
  });

  it('reads on, page by page, while the service writes', async () => {
    await bed.database.query(`SELECT 1`);
    await Promise.all(
      Array.from({ length: 2_300 }, (_, index) => bed.effects.write({ audit: aRecord(`many-${index}`) })),
    );
    expect(await checkpoints.sign()).toBe(true);
    const writing = Promise.all(Array.from({ length: 300 }, () => bed.effects.write({ audit: aRecord('meanwhile') })));
    const report = await check();
    await writing;
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ checkpoints: 4 });
    expect(report.records).toBeGreaterThanOrEqual(2_312);
  });
});

describe(CheckpointWriter, () => {
  it('signs nothing when the chain has not moved, or when the last checkpoint is young enough', async () => {
    expect(await checkpoints.sign()).toBe(false);
    await bed.effects.write({ audit: aRecord() });
    expect(await checkpoints.sign(60)).toBe(false);
    await checkpoints.stop();
    expect(await checkpoints.sign()).toBe(false);
    expect(warnings).toEqual([]);
  });
});
