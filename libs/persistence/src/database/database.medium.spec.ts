import { testPostgres } from '@gatehouse/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Inbox } from '../inbox/inbox.js';
import { aRecord, testDatabase, thingMade, type TestDatabase } from '../test-database.js';
import { openDataSource } from './open-data-source.js';

let bed: TestDatabase;
beforeAll(async () => {
  bed = await testDatabase(await testPostgres({ service: 'two-words' }), 3);
});
afterAll(() => bed.stop());

const count = async (table: string) =>
  Number((await bed.database.query(`SELECT count(*) FROM ${table}`))[0]?.['count']);

describe('Database.transaction', () => {
  it('makes the effect, its audit record and its event durable together', async () => {
    const result = await bed.database.transaction(async (tx) => {
      await tx.query(`INSERT INTO thing (id) VALUES ('together')`);
      await bed.auditTrail.record(tx, aRecord('together'));
      await bed.outbox.record(tx, thingMade, { id: 'together' });
      return 'done';
    });
    expect(result).toBe('done');
    expect(await bed.database.query('SELECT subject FROM audit_log')).toEqual([{ subject: 'together' }]);
    expect(await bed.database.query('SELECT subject, source, type, data FROM outbox')).toEqual([
      {
        subject: 'evt.two-words.v1.thing-made',
        source: '/two-words',
        type: 'dev.gatehouse.two-words.v1.thing-made',
        data: { id: 'together' },
      },
    ]);
  });

  it('leaves neither effect nor record nor event when it is rolled back', async () => {
    const before = [await count('thing'), await count('audit_log'), await count('outbox')];
    const work = bed.database.transaction(async (tx) => {
      await tx.query(`INSERT INTO thing (id) VALUES ('gone')`);
      await bed.auditTrail.record(tx, aRecord('gone'));
      await bed.outbox.record(tx, thingMade, { id: 'gone' });
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect([await count('thing'), await count('audit_log'), await count('outbox')]).toEqual(before);
  });

  it('refuses events that break their contract, and then changes nothing', async () => {
    const before = await count('thing');
    const work = bed.database.transaction(async (tx) => {
      await tx.query(`INSERT INTO thing (id) VALUES ('bad-event')`);
      await bed.outbox.record(tx, thingMade, { id: 7 } as never);
    });
    await expect(work).rejects.toThrow('Not the data of evt.two-words.v1.thing-made. id:');
    expect(await count('thing')).toBe(before);
  });

  it('refuses to record outside of a transaction, after it, or inside a savepoint', async () => {
    await expect(bed.auditTrail.record(bed.database.manager, aRecord())).rejects.toThrow(
      'running Database.transaction',
    );
    let kept: Parameters<Parameters<typeof bed.database.transaction>[0]>[0] | undefined;
    await bed.database.transaction(async (tx) => {
      kept = tx;
      await tx.query('SELECT 1');
      await tx.transaction(async (inner) => {
        await expect(bed.auditTrail.record(inner, aRecord())).rejects.toThrow('outside of savepoints');
      });
    });
    if (kept) await expect(bed.auditTrail.record(kept, aRecord())).rejects.toThrow('running Database.transaction');
  });

  it('works again after Postgres has ended every connection', async () => {
    const admin = new pg.Client({ connectionString: bed.postgres.adminUrl });
    await admin.connect();
    await Promise.all([1, 2, 3].map(() => bed.database.query('SELECT pg_sleep(0.05)')));
    const cut = bed.database.transaction(async (tx) => {
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gatehouse-two-words'`,
      );
      await tx.query(`INSERT INTO thing (id) VALUES ('cut')`);
    });
    await expect(cut).rejects.toThrow();
    await bed.database.transaction((tx) => tx.query(`INSERT INTO thing (id) VALUES ('after')`));
    expect(await bed.database.query(`SELECT id FROM thing WHERE id IN ('cut', 'after')`)).toEqual([{ id: 'after' }]);
    await admin.end();
  });

  it('keeps values out of the errors of failed queries', async () => {
    const work = bed.database.transaction((tx) =>
      tx.query('INSERT INTO thing (id, size) VALUES ($1, $2)', ['canary-value', -1]),
    );
    const error: unknown = await work.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(error) + JSON.stringify(Object.getOwnPropertyDescriptors(error))).not.toContain(
      'canary-value',
    );
  });
});

describe('inbox', () => {
  it('does the work of an event once, also when it arrives twice at the same time', async () => {
    const inbox = new Inbox();
    const handle = () =>
      bed.database.transaction((tx) =>
        inbox.once(tx, 'event-1', 'note-thing', async () => {
          await tx.query(`INSERT INTO thing (id) VALUES ('once')`);
        }),
      );
    expect((await Promise.all([handle(), handle(), handle()])).sort()).toEqual([false, false, true]);
  });

  it('forgets an event whose effect was rolled back', async () => {
    const inbox = new Inbox();
    const failing = bed.database.transaction((tx) =>
      inbox.once(tx, 'event-2', 'note', () => Promise.reject(new Error('no'))),
    );
    await expect(failing).rejects.toThrow('no');
    expect(await bed.database.transaction((tx) => inbox.once(tx, 'event-2', 'note', async () => {}))).toBe(true);
  });
});

describe(openDataSource, () => {
  it('tries until Postgres is there, and says where it looked and not with what password', async () => {
    const told: string[] = [];
    const opening = openDataSource({
      service: 'two-words',
      url: 'postgres://me:hush@127.0.0.1:1/gate',
      startTimeoutSeconds: 0.5,
      onTrouble: (message) => told.push(message),
    });
    await expect(opening).rejects.toThrow(/No Postgres at me@127.0.0.1:1\/gate \(GATEHOUSE_DATABASE_URL\) after 0.5 s/);
    expect(told.length).toBeGreaterThan(1);
    expect(told.join()).not.toContain('hush');
  });

  it('does not try again when the password is wrong', async () => {
    const url = new URL(bed.postgres.url);
    url.pathname = '/there-is-no-such-database';
    await expect(openDataSource({ service: 'two-words', url: url.href })).rejects.toThrow(
      /Cannot open the database .*does not exist/,
    );
  });
});
