import type { Pool, PoolClient } from 'pg';
import { messageOf } from '../database/connection-errors.js';
import { preparedStatement } from '../database/prepared-statement.js';
import type { EventEnvelope } from '@gatehouse/messaging';

/**
 * Sends one event; resolves when the stream has stored it, and rejects in time when it has not. With `after`, the stream
 * must store it only if the event of that id is the last that it stored, and say at once when it is a repetition. As
 * `publishJson` of `@gatehouse/messaging`'s `EventPublisher` does.
 */
export type Publish = (event: EventEnvelope, json: string, after?: string) => Promise<unknown>;

/** How one pass of the relay ended. */
export type PassResult =
  | {
      readonly kind: 'sent';
      readonly count: number;
      readonly more: boolean;
      /** Up to here nothing is left. */
      readonly through: string;
    }
  /** Another replica is sending. */
  | { readonly kind: 'busy' }
  /** `count` were sent; the next one could not be. */
  | { readonly kind: 'failed'; readonly count: number; readonly subject: string; readonly error: unknown };

/** Limits of one pass. */
export interface PassLimits {
  readonly batchSize: number;
  /** How many are sent before the first of them is known to be stored; each but the first of them names the one before. */
  readonly window: number;
  /** After it no further event is begun, so that the transaction stays short. */
  readonly passTimeMs: number;
  /**
   * Up to here nothing is left, as a pass before said: what comes later has a higher sequence, because whoever appends
   * holds the lock on the head until its commit. Without it the database walks past everything that was sent since it
   * last cleaned up.
   */
  readonly after: string;
}

const LEASE_SQL = 'SELECT 1 FROM outbox_lease FOR UPDATE SKIP LOCKED';
const NEXT_SQL = `SELECT sequence, id, subject, source, type, time, data::text AS json, traceparent
  FROM outbox WHERE sequence > $1 ORDER BY sequence LIMIT $2`;
const FORGET_SQL = 'DELETE FROM outbox WHERE sequence = ANY($1)';

interface OutboxRow extends Omit<EventEnvelope, 'time' | 'traceparent'> {
  readonly sequence: string;
  readonly time: Date;
  /** As it is sent: nobody here looks into it. */
  readonly json: string;
  readonly traceparent: string | null;
}

/** Sends what waits, oldest first, and deletes what was sent; stops at the first that cannot be sent, to keep order. */
export async function relayPass(pool: Pool, publish: Publish, limits: PassLimits): Promise<PassResult> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await sendLeased(client, publish, limits);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
    throw error;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}

async function sendLeased(client: PoolClient, publish: Publish, limits: PassLimits): Promise<PassResult> {
  const lease = await client.query(preparedStatement(LEASE_SQL, []));
  if (lease.rowCount === 0) return { kind: 'busy' };
  const { rows } = await client.query<OutboxRow>(preparedStatement(NEXT_SQL, [limits.after, limits.batchSize]));
  const { sent, failure } = await sendInOrder(rows, publish, limits);
  if (sent.length > 0) await client.query(preparedStatement(FORGET_SQL, [sent]));
  if (!failure) {
    const more = rows.length === limits.batchSize || sent.length < rows.length;
    return { kind: 'sent', count: sent.length, more, through: sent.at(-1) ?? limits.after };
  }
  await client.query('UPDATE outbox SET attempts = attempts + 1, last_error = $2 WHERE sequence = $1', [
    failure.row.sequence,
    messageOf(failure.error).slice(0, 500),
  ]);
  return { kind: 'failed', count: sent.length, subject: failure.row.subject, error: failure.error };
}

async function sendInOrder(rows: readonly OutboxRow[], publish: Publish, limits: PassLimits) {
  const sent: string[] = [];
  const end = Date.now() + limits.passTimeMs;
  for (let next = 0; next < rows.length && Date.now() <= end; next += limits.window) {
    const fates = await sendTogether(rows.slice(next, next + limits.window), publish);
    sent.push(...fates.flatMap(({ row, isStored }) => (isStored ? [row.sequence] : [])));
    const failure = fates.find(({ isStored }) => !isStored);
    if (failure !== undefined) return { sent, failure };
  }
  return { sent, failure: undefined };
}

interface Fate {
  readonly row: OutboxRow;
  readonly isStored: boolean;
  readonly error?: unknown;
}

/**
 * One round trip for all of them. None overtakes one that was lost, because the stream stores each only after the one
 * before it; so those that were stored can be forgotten, also behind one whose answer was lost: it is stored already.
 */
function sendTogether(rows: readonly OutboxRow[], publish: Publish): Promise<Fate[]> {
  return Promise.all(
    rows.map(async (row, index): Promise<Fate> => {
      try {
        await publish(envelopeOf(row), row.json, rows[index - 1]?.id);
        return { row, isStored: true };
      } catch (error) {
        return { row, isStored: false, error };
      }
    }),
  );
}

function envelopeOf({ id, subject, source, type, time, traceparent }: OutboxRow): EventEnvelope {
  return { id, subject, source, type, time: time.toISOString(), ...(traceparent !== null && { traceparent }) };
}
