import { setTimeout as delay } from 'node:timers/promises';
import { testPostgres } from '@gatehouse/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { metricsText } from '@gatehouse/telemetry';
import type { Database } from '../database/database.js';
import { testDatabase, thingMade, type TestDatabase } from '../test-database.js';
import type { EventEnvelope, OutboxRecord } from '@gatehouse/messaging';
import { OutboxRelay } from './outbox-relay.js';

let bed: TestDatabase;
let second: Database;
const running: OutboxRelay[] = [];

beforeAll(async () => {
  bed = await testDatabase(await testPostgres({ service: 'two-words' }));
  second = await bed.open();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((relay) => relay.stop()));
  await bed.database.query('DELETE FROM outbox');
});
afterAll(async () => {
  await second.close();
  await bed.stop();
});

/** A stream that remembers what it stored, stores what comes after something else only there, and can be away. */
class FakeStream {
  readonly stored: OutboxRecord[] = [];
  away = false;
  tries = 0;
  underWay = 0;
  mostUnderWay = 0;
  /** What becomes of a try: it may not arrive, or be stored and its answer not arrive. */
  fateOf: (id: string, attempt: number) => 'lost' | 'answer-lost' | 'stored' = () => 'stored';
  readonly #attempts = new Map<string, number>();

  readonly publish = async (event: EventEnvelope, json: string, after?: string): Promise<void> => {
    const record = { ...event, data: JSON.parse(json) as unknown };
    this.tries += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, (this.underWay += 1));
    try {
      await delay(1);
      if (this.away) throw new Error('no responders');
      this.#take(record, after);
    } finally {
      this.underWay -= 1;
    }
  };

  #take(record: OutboxRecord, after: string | undefined): void {
    const attempt = (this.#attempts.get(record.id) ?? 0) + 1;
    this.#attempts.set(record.id, attempt);
    const fate = this.fateOf(idOf(record), attempt);
    if (fate === 'lost') throw new Error('no answer');
    this.#store(record, after);
    if (fate === 'answer-lost') throw new Error('no answer');
  }

  #store(record: OutboxRecord, after: string | undefined): void {
    if (this.stored.some(({ id }) => id === record.id)) return;
    if (after !== undefined && this.stored.at(-1)?.id !== after) throw new Error('wrong last msg ID');
    this.stored.push(record);
  }

  ids = () => this.stored.map(idOf);
}

const idOf = ({ data }: OutboxRecord) => (data as { id: string }).id;

function startRelay(stream: FakeStream, database = bed.database, pollSeconds = 30): OutboxRelay {
  const logger = { info: () => undefined, warn: () => undefined };
  const relay = new OutboxRelay({
    database,
    url: bed.postgres.url,
    publish: stream.publish,
    logger,
    pollSeconds,
    longestPauseSeconds: 0.5,
  });
  running.push(relay);
  relay.start();
  return relay;
}

const tell = (ids: readonly string[], database = bed.database) =>
  database.transaction(async (tx) => {
    for (const id of ids) await bed.outbox.record(tx, thingMade, { id });
  });

async function until(condition: () => boolean, milliseconds = 5_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition() && Date.now() < end) await delay(10);
  expect(condition()).toBe(true);
}

const names = (prefix: string, length: number) => Array.from({ length }, (_, index) => `${prefix}-${index}`);

describe(OutboxRelay, () => {
  it('sends what is committed, in order and at once, and then forgets it', async () => {
    const stream = new FakeStream();
    startRelay(stream);
    await delay(200);
    const began = Date.now();
    await tell(names('now', 250));
    await until(() => stream.stored.length === 250);
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(stream.ids()).toEqual(names('now', 250));
    expect(new Set(stream.stored.map(({ id }) => id)).size).toBe(250);
    await running[0]?.stop();
    expect(await bed.database.query('SELECT 1 FROM outbox')).toEqual([]);
  });

  it('does not wait for one to be stored before it sends the next', async () => {
    const stream = new FakeStream();
    startRelay(stream);
    await tell(names('many', 150));
    await until(() => stream.stored.length === 150);
    expect(stream.mostUnderWay).toBeGreaterThan(20);
  });

  it.each([
    ['the first of many is lost', (id: string, attempt: number) => id === 'one-0' && attempt === 1],
    ['one in the middle is lost', (id: string, attempt: number) => id === 'one-17' && attempt === 1],
    ['one is lost again and again', (id: string, attempt: number) => id === 'one-31' && attempt < 4],
    ['every seventh is lost once', (id: string, attempt: number) => Number(id.slice(4)) % 7 === 0 && attempt === 1],
  ])('keeps the order, and stores each once, when %s', async (_case, isLost) => {
    const stream = new FakeStream();
    stream.fateOf = (id, attempt) => (isLost(id, attempt) ? 'lost' : 'stored');
    startRelay(stream);
    await tell(names('one', 60));
    await until(() => stream.stored.length === 60, 15_000);
    await running[0]?.stop();
    expect(stream.ids()).toEqual(names('one', 60));
    expect(await bed.database.query('SELECT 1 FROM outbox')).toEqual([]);
  });

  it('repeats only what had no answer, and keeps the order', async () => {
    const stream = new FakeStream();
    stream.fateOf = (id, attempt) => (id === 'heard-20' && attempt === 1 ? 'answer-lost' : 'stored');
    startRelay(stream);
    await tell(names('heard', 40));
    await until(() => stream.tries === 41);
    await running[0]?.stop();
    expect(stream.ids()).toEqual(names('heard', 40));
    expect(await bed.database.query('SELECT 1 FROM outbox')).toEqual([]);
  });

  it('looks at the beginning again, where nothing should be, and sends what somebody put back there', async () => {
    const stream = new FakeStream();
    startRelay(stream, bed.database, 0.1);
    await tell(['sent', 'last']);
    await until(() => stream.stored.length === 2);
    const { subject, source, type, time } = stream.stored[0] as OutboxRecord;
    await bed.database.query(
      `INSERT INTO outbox (sequence, id, subject, source, type, time, data)
       VALUES (1, gen_random_uuid(), $1, $2, $3, $4, '{"id":"put-back"}')`,
      [subject, source, type, time],
    );
    await until(() => stream.stored.length === 3);
    expect(stream.ids()).toEqual(['sent', 'last', 'put-back']);
  });

  it('sends nothing of a transaction that was rolled back', async () => {
    const stream = new FakeStream();
    startRelay(stream, bed.database, 0.05);
    const rolledBack = bed.database.transaction(async (tx) => {
      await bed.outbox.record(tx, thingMade, { id: 'never' });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await tell(['after']);
    await until(() => stream.stored.length > 0);
    expect(stream.ids()).toEqual(['after']);
  });

  it('keeps everything while the stream is away, tries again with pauses, keeps the order, and shows the age', async () => {
    const stream = new FakeStream();
    stream.away = true;
    startRelay(stream);
    await tell(names('late', 5));
    await delay(1_300);
    expect(stream.stored).toEqual([]);
    // All of them at first, and one at a time from then on.
    expect(stream.tries).toBeGreaterThan(5);
    expect(stream.tries).toBeLessThan(16);
    const [row] = await bed.database.query('SELECT attempts, last_error FROM outbox ORDER BY sequence LIMIT 1');
    // The last try may still be under way.
    expect([stream.tries - 5, stream.tries - 4]).toContain(row?.['attempts']);
    expect(row?.['last_error']).toBe('no responders');
    const metrics = await metricsText();
    expect(Number(/^gatehouse_outbox_oldest_seconds (\S+)/m.exec(metrics)?.[1])).toBeGreaterThan(0.5);
    expect(metrics).toMatch(/^gatehouse_outbox_pending 5/m);

    stream.away = false;
    await until(() => stream.stored.length === 5);
    expect(stream.ids()).toEqual(names('late', 5));
  });

  it('keeps one order with two replicas, and either sends what the other recorded', async () => {
    const stream = new FakeStream();
    startRelay(stream, bed.database);
    startRelay(stream, second);
    for (const round of names('r', 10)) {
      await tell(names(`${round}-a`, 7), bed.database);
      await tell(names(`${round}-b`, 7), second);
    }
    await until(() => stream.stored.length === 140);
    expect(stream.ids()).toEqual(
      names('r', 10).flatMap((round) => [...names(`${round}-a`, 7), ...names(`${round}-b`, 7)]),
    );
  });

  it('hears of what a process recorded that does not relay', async () => {
    const stream = new FakeStream();
    startRelay(stream, second);
    await delay(300);
    const quiet = new OutboxRelay({
      database: bed.database,
      url: bed.postgres.url,
      publish: () => Promise.reject(new Error('not me')),
      logger: { info: () => undefined, warn: () => undefined },
    });
    await tell(['by-another']);
    await bed.database.query(`SELECT pg_notify('gatehouse_outbox_two_words', '')`);
    await until(() => stream.stored.length === 1, 2_000);
    await quiet.stop();
  });

  it('finds by polling what nobody told it of, and survives the loss of its connections', async () => {
    const stream = new FakeStream();
    startRelay(stream, second, 0.2);
    await delay(100);
    const admin = new pg.Client({ connectionString: bed.postgres.adminUrl });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()`,
    );
    await admin.end();
    await tell(['found']);
    await until(() => stream.stored.length === 1);
  });
});
