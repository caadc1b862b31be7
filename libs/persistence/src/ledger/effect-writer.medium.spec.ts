import { testPostgres } from '@gatehouse/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { readChain } from '../audit/read-chain.js';
import { verifyChain } from '../audit/verify-chain.js';
import { aRecord, testDatabase, thingMade, type TestDatabase } from '../test-database.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { DatabaseUnavailable } from '../database/connection-errors.js';
import { openDatabase } from '../database/open-database.js';
import { EffectWriter, effectEvent } from './effect-writer.js';

let bed: TestDatabase;
beforeAll(async () => {
  bed = await testDatabase(await testPostgres({ service: 'two-words' }));
});
afterAll(() => bed.stop());

const anEffect = (id: string, size = 1) => ({
  audit: aRecord(id),
  event: effectEvent(thingMade, { id }),
  row: { table: 'thing', values: { id, size, noted_at: new Date(0) } },
});

async function checkChain() {
  const client = new pg.Client({ connectionString: bed.postgres.url });
  await client.connect();
  try {
    return await verifyChain('two-words', readChain('two-words', client), []);
  } finally {
    await client.end();
  }
}

describe(EffectWriter, () => {
  it('resolves when the record, the event and the row are durable', async () => {
    await bed.effects.write(anEffect('first'));
    expect(await bed.database.query(`SELECT id, size, noted_at FROM thing`)).toEqual([
      { id: 'first', size: 1, noted_at: new Date(0) },
    ]);
    expect(await bed.database.query(`SELECT data FROM outbox`)).toEqual([{ data: { id: 'first' } }]);
    expect(await bed.database.query(`SELECT sequence, subject FROM audit_log`)).toEqual([
      { sequence: '1', subject: 'first' },
    ]);
  });

  it('lets a unit that fails harm nobody else', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `mixed-${index}`);
    const results = await Promise.allSettled(
      ids.map((id, index) => bed.effects.write(anEffect(id, index === 7 ? -1 : 1))),
    );
    expect(results.map(({ status }) => status)).toEqual(
      ids.map((_, index) => (index === 7 ? 'rejected' : 'fulfilled')),
    );
    const rows = await bed.database.query(
      `SELECT subject FROM audit_log WHERE subject LIKE 'mixed-%' ORDER BY sequence`,
    );
    expect(rows.map((row) => row['subject'])).toEqual(ids.filter((_, index) => index !== 7));
    const events = await bed.database.query(`SELECT 1 FROM outbox WHERE data->>'id' LIKE 'mixed-%'`);
    expect(events).toHaveLength(19);
  });

  it.each([
    ['an audit record without an actor', { audit: { ...aRecord(), actorId: '' } }, 'actorId'],
    ['details that are too long', { audit: { ...aRecord(), details: { text: 'x'.repeat(20_000) } } }, 'at most 16384'],
    ['an event of another shape', { ...anEffect('x'), event: { event: thingMade, data: {} } }, 'id:'],
    [
      'a table name that is a statement',
      { audit: aRecord(), row: { table: 'thing; drop table thing', values: { id: 1 } } },
      'snake_case',
    ],
  ])('refuses %s before it reaches the database', async (_case, effect, complaint) => {
    await expect(bed.effects.write(effect as never)).rejects.toThrow(complaint);
  });

  it('keeps one unbroken chain however many replicas and transactions write at once', async () => {
    const second = await bed.open();
    const otherReplica = new EffectWriter(second, new AuditTrail(), bed.outbox);
    const writes = Array.from({ length: 120 }, (_, index) => {
      if (index % 3 === 0) {
        return second.transaction((tx) => bed.auditTrail.record(tx, aRecord(`t-${index}`)));
      }
      return (index % 3 === 1 ? bed.effects : otherReplica).write(anEffect(`c-${index}`));
    });
    await Promise.all(writes);
    await second.close();
    const report = await checkChain();
    expect(report).toMatchObject({ service: 'two-words', records: 140 });
    expect(report.problem).toBeUndefined();
    const [row] = await bed.database.query('SELECT count(*) AS n, max(sequence) AS last FROM outbox');
    expect(row?.['n']).toBe(row?.['last']);
  });

  it('stores what JSON and text can hold, so that it can be checked again later', async () => {
    const details = {
      nul: 'a\u0000b',
      lone: '\ud800',
      deep: { 'key \u0000': [1e21, 5e-324, -0, 0.1 + 0.2] },
      emoji: '🔑',
      absent: undefined,
    };
    await bed.effects.write({ audit: { ...aRecord('odd \u0000 \udc00'), details } });
    expect((await checkChain()).problem).toBeUndefined();
  });

  it('rejects all at once while the database cannot cope, and writes again when it can', async () => {
    const url = bed.postgres.url;
    const impatient = await openDatabase({ service: 'two-words', url, migrations: [], statementTimeoutSeconds: 0.3 });
    const writer = new EffectWriter(impatient, new AuditTrail(), bed.outbox);
    const blocker = new pg.Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('BEGIN; SELECT 1 FROM ledger_head FOR UPDATE');
    const began = Date.now();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => writer.write({ audit: aRecord('stuck') })),
    );
    expect(
      results.every((result) => result.status === 'rejected' && result.reason instanceof DatabaseUnavailable),
    ).toBe(true);
    expect(Date.now() - began).toBeLessThan(3_000);
    await blocker.end();
    await writer.write({ audit: aRecord('free') });
    expect(await bed.database.query(`SELECT subject FROM audit_log WHERE subject IN ('stuck', 'free')`)).toEqual([
      { subject: 'free' },
    ]);
    await impatient.close();
  });

  it('goes on after Postgres has ended every connection', async () => {
    const admin = new pg.Client({ connectionString: bed.postgres.adminUrl });
    await admin.connect();
    let stop = false;
    let written = 0;
    const failed: string[] = [];
    const worker = async (name: string) => {
      for (let index = 0; !stop; index += 1) {
        const id = `${name}-${index}`;
        await bed.effects.write({ audit: aRecord(id) }).then(
          () => (written += 1),
          () => failed.push(id),
        );
      }
    };
    const workers = Array.from({ length: 8 }, (_, index) => worker(`cut-${index}`));
    for (let round = 0; round < 10; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gatehouse-two-words'`,
      );
    }
    while (written <= 20) await new Promise((resolve) => setTimeout(resolve, 10));
    stop = true;
    await Promise.all(workers);
    await admin.end();
    const [row] = await bed.database.query(`SELECT count(*) FROM audit_log WHERE subject LIKE 'cut-%'`);
    expect(Number(row?.['count'])).toBeGreaterThanOrEqual(written);
    const durable = await bed.database.query(`SELECT subject FROM audit_log WHERE subject = ANY($1)`, [failed]);
    expect(durable).toEqual([]);
    expect((await checkChain()).problem).toBeUndefined();
  });
});
