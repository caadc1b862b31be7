import { defineEvent } from '@gatehouse/contracts';
import { z } from 'zod';
import { AuditTrail } from './audit/audit-trail.js';
import type { Database } from './database/database.js';
import { openDatabase } from './database/open-database.js';
import { EffectWriter } from './ledger/effect-writer.js';
import { sqlMigration, type Migration } from './migrations/migration.js';
import { Outbox } from './outbox/outbox.js';

/** A table for the specs of this library. */
export const thingMigration: Migration = sqlMigration(
  '0001-thing',
  'CREATE TABLE thing (id text PRIMARY KEY, size integer NOT NULL DEFAULT 1 CHECK (size > 0), noted_at timestamptz);',
  'DROP TABLE thing;',
);

/** An event for the specs of this library. */
export const thingMade = defineEvent({
  subject: 'evt.two-words.v1.thing-made',
  summary: 'A thing was made.',
  data: z.object({ id: z.string() }),
  since: '0.1.0',
  example: { id: 'a' },
});

/** A complete audit record about a thing. */
export const aRecord = (subject = 'thing-1') => ({
  action: 'thing.made',
  actorId: 'ada@example.com',
  actorSessionId: 's-1',
  subject,
  outcome: 'succeeded',
  details: { b: [1, { z: null, a: 'ä' }], a: 0.1 },
});

/** What `testPostgres({ service: 'two-words' })` gives. */
interface EmptyDatabase {
  readonly url: string;
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** A migrated database of the service `two-words` and everything that writes to it; for specs only. */
export async function testDatabase(postgres: EmptyDatabase, poolSize = 5) {
  const open = (): Promise<Database> =>
    openDatabase({ service: 'two-words', url: postgres.url, migrations: [thingMigration], poolSize });
  const database = await open();
  const outbox = new Outbox({ service: 'two-words' });
  const auditTrail = new AuditTrail();
  const effects = new EffectWriter(database, auditTrail, outbox);
  const stop = async () => {
    await database.close();
    await postgres.drop();
  };
  return { postgres, database, outbox, auditTrail, effects, open, stop };
}

export type TestDatabase = Awaited<ReturnType<typeof testDatabase>>;
