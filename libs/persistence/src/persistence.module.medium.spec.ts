import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineService } from '@gatehouse/contracts';
import { EventPublisher, provision, streamsOf } from '@gatehouse/messaging';
import { startService, type RunningService } from '@gatehouse/service-host';
import { createLogger } from '@gatehouse/telemetry';
import { testNats, testPostgres, type TestNats, type TestPostgres } from '@gatehouse/testing';
import pg from 'pg';
import { exportJWK, generateKeyPair } from 'jose';
import { AuditTrail } from './audit/audit-trail.js';
import { readChain } from './audit/read-chain.js';
import { verifyChain } from './audit/verify-chain.js';
import { Database } from './database/database.js';
import { effectEvent, EffectWriter } from './ledger/effect-writer.js';
import { Outbox } from './outbox/outbox.js';
import { PersistenceModule } from './persistence.module.js';
import { aRecord, thingMade, thingMigration } from './test-database.js';

@Module({ imports: [PersistenceModule.forService({ service: 'two-words', migrations: [thingMigration] })] })
class TwoWordsModule {}

const manifest = defineService({
  name: 'two-words',
  summary: 'Makes things.',
  handles: [],
  calls: [],
  publishes: [thingMade],
  subscribes: [],
});

let nats: TestNats;
let postgres: TestPostgres;
let connection: NatsConnection;
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-persistence-'));

beforeAll(async () => {
  [nats, postgres] = await Promise.all([testNats(), testPostgres({ service: 'two-words' })]);
  connection = await connect({ servers: nats.url });
  await provision(connection, streamsOf([manifest]));
});
afterAll(async () => {
  await connection.close();
  await nats.stop();
  await postgres.drop();
  rmSync(folder, { recursive: true });
});

async function start(environment: Record<string, string> = {}): Promise<RunningService> {
  return startService({
    manifest,
    module: TwoWordsModule,
    environment: { GATEHOUSE_NATS_URL: nats.url, GATEHOUSE_DATABASE_URL: postgres.url, ...environment },
    log: createLogger('two-words', { level: 'silent' }),
    stopAtSignals: false,
  });
}

async function storedEvents(): Promise<{ id: string; data: unknown }[]> {
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info('evt-two-words');
  const found: { id: string; data: unknown }[] = [];
  for (let sequence = state.first_seq; sequence <= state.last_seq; sequence += 1) {
    const message = await manager.streams.getMessage('evt-two-words', { seq: sequence });
    if (message) found.push({ id: message.header.get('ce-id'), data: message.json() });
  }
  return found;
}

describe(PersistenceModule, () => {
  it('gives a service its database, tells its events to JetStream in order and signs its chain when it stops', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const kid = 'service:two-words';
    const keyFile = join(folder, 'key.json');
    writeFileSync(keyFile, JSON.stringify({ ...(await exportJWK(privateKey)), kid }));
    const service = await start({ GATEHOUSE_SERVICE_KEY_FILE: keyFile });

    await service.get<Database>(Database).transaction(async (tx) => {
      await service.get<Outbox>(Outbox).record(tx, thingMade, { id: 'first' });
      await service.get<AuditTrail>(AuditTrail).record(tx, aRecord('first'));
    });
    await service.get<EffectWriter>(EffectWriter).write({
      audit: aRecord('second'),
      event: effectEvent(thingMade, { id: 'second' }),
    });
    expect((await fetch(`${service.healthUrl}/readyz`)).status).toBe(200);
    await service.stop();

    expect((await storedEvents()).map(({ data }) => data)).toEqual([{ id: 'first' }, { id: 'second' }]);
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    expect((await client.query('SELECT 1 FROM outbox')).rowCount).toBe(0);
    const report = await verifyChain('two-words', readChain('two-words', client), [
      { ...(await exportJWK(publicKey)), kid },
    ]);
    expect(report).toMatchObject({ records: 2, checkpoints: 1 });
    expect(report.problem).toBeUndefined();
    await client.end();
  });

  it('stores an event once although it was published before and the answer was lost', async () => {
    const before = (await storedEvents()).length;
    const service = await start();
    const database = service.get<Database>(Database);
    const outbox = service.get<Outbox>(Outbox);
    const record = outbox.describe(thingMade, { id: 'twice' });
    await new EventPublisher(connection, 'two-words').publish(record);
    await database.query(
      `INSERT INTO outbox (sequence, id, subject, source, type, time, data) VALUES (1000000, $1, $2, $3, $4, $5, $6)`,
      [record.id, record.subject, record.source, record.type, record.time, JSON.stringify(record.data)],
    );
    for (let tries = 0; tries < 300; tries += 1) {
      if ((await database.query('SELECT 1 FROM outbox')).length === 0) break;
      await delay(20);
    }
    await service.stop();
    expect((await storedEvents()).slice(before)).toEqual([{ id: record.id, data: { id: 'twice' } }]);
  });

  it('stores many in their order, also behind one that was stored before', async () => {
    const before = (await storedEvents()).length;
    const service = await start();
    const database = service.get<Database>(Database);
    const outbox = service.get<Outbox>(Outbox);
    const ids = Array.from({ length: 230 }, (_, index) => `many-${index}`);
    await database.transaction(async (tx) => {
      for (const id of ids) await outbox.record(tx, thingMade, { id });
    });
    for (let tries = 0; tries < 300; tries += 1) {
      if ((await database.query('SELECT 1 FROM outbox')).length === 0) break;
      await delay(20);
    }
    await service.stop();
    expect((await storedEvents()).slice(before).map(({ data }) => data)).toEqual(ids.map((id) => ({ id })));
  });

  it('stores an event only after the one that it is to follow', async () => {
    const events = new EventPublisher(connection, 'two-words');
    const outbox = new Outbox({ service: 'two-words' });
    const [one, two, three] = ['one', 'two', 'three'].map((id) => outbox.describe(thingMade, { id }));
    if (one === undefined || two === undefined || three === undefined) throw new Error('There are three.');
    const before = (await storedEvents()).length;
    await events.publish(one);
    await expect(events.publish(three, two.id)).rejects.toThrow('wrong last msg ID');
    await events.publish(two, one.id);
    await events.publish(three, two.id);
    expect(await events.publish(two, one.id)).toEqual({ duplicate: true });
    expect((await storedEvents()).slice(before).map(({ id }) => id)).toEqual([one.id, two.id, three.id]);
  });

  it('keeps events while NATS is away, and tells them when it is back', async () => {
    const service = await start();
    await nats.stop();
    const database = service.get<Database>(Database);
    await database.transaction((tx) => service.get<Outbox>(Outbox).record(tx, thingMade, { id: 'patient' }));
    await delay(300);
    expect(await database.query('SELECT data FROM outbox')).toEqual([{ data: { id: 'patient' } }]);
    await nats.start();
    for (let tries = 0; tries < 600; tries += 1) {
      if ((await database.query('SELECT 1 FROM outbox')).length === 0) break;
      await delay(25);
    }
    await service.stop();
    expect((await storedEvents()).at(-1)?.data).toEqual({ id: 'patient' });
  });

  it('does not boot without a database, and says which variable is wrong', async () => {
    await expect(start({ GATEHOUSE_DATABASE_URL: 'not a url' })).rejects.toThrow(/GATEHOUSE_DATABASE_URL/);
  });
});
