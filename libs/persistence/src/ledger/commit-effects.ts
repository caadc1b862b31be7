import type { PoolClient } from 'pg';
import type { ChainedRecord } from '../audit/audit-chain.js';
import type { Database } from '../database/database.js';
import { isConnectionError } from '../database/connection-errors.js';
import { appendStatement, LOCK_HEAD_SQL, readHead } from './append-to-ledger.js';
import { insertStatements } from './effect-row.js';
import type { PreparedEffect } from './effect-writer.js';

/** The connection was lost while committing, and the database could not be asked afterwards. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Writes all effects in one transaction; resolves when they are durable. All of them, or none. */
export async function commitEffects(database: Database, effects: readonly PreparedEffect[]): Promise<void> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  let chained: readonly ChainedRecord[] = [];
  let committing = false;
  try {
    chained = await writeEffects(client, effects, database.currentTime());
    committing = true;
    await client.query('COMMIT');
  } catch (error) {
    broken ??= await rollBack(client, error);
    if (!(committing && isConnectionError(error))) throw error;
    if (!(await wasCommitted(database, chained, error))) throw error;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}

/** Round trips are what one effect costs: the transaction begins together with the lock on the head. */
async function writeEffects(client: PoolClient, effects: readonly PreparedEffect[], now: Date) {
  const rows = effects.flatMap(({ row }) => (row ? [row] : []));
  const inserts = insertStatements(rows);
  const [, locked] = (await client.query(`BEGIN; ${LOCK_HEAD_SQL}`)) as unknown as {
    rows: Record<string, unknown>[];
  }[];
  for (const { sql, parameters } of inserts) await client.query(prepared(sql, parameters));
  const entries = {
    audits: effects.map(({ audit }) => audit),
    events: effects.flatMap(({ event }) => (event ? [event] : [])),
  };
  const { sql, parameters, chained } = appendStatement(readHead(locked?.rows[0]), entries, now);
  await client.query(prepared(sql, parameters));
  return chained;
}

const names = new Map<string, string>();

/** A statement that the connection parses and plans once; there are few, because rows are passed as one value. */
function prepared(text: string, values: unknown[]) {
  const name = names.get(text) ?? `effect_${names.size + 1}`;
  names.set(text, name);
  return { name, text, values };
}

async function rollBack(client: PoolClient, error: unknown): Promise<Error | undefined> {
  if (isConnectionError(error)) return error as Error;
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (failed) {
    return failed as Error;
  }
}

/**
 * The commit's answer was lost: the record's hash stands in its place in the chain if, and only if, it was durable. The
 * lock on the head makes us wait for a commit that is still under way.
 */
async function wasCommitted(database: Database, chained: readonly ChainedRecord[], lost: unknown): Promise<boolean> {
  const [first] = chained;
  if (!first) return false;
  try {
    return await database.transaction(async (tx) => {
      await tx.query(LOCK_HEAD_SQL);
      const sql = 'SELECT 1 FROM audit_log WHERE sequence = $1 AND hash = $2';
      return ((await tx.query(sql, [first.sequence, first.hash])) as unknown[]).length === 1;
    });
  } catch (error) {
    throw new OutcomeUnknown('The connection was lost while committing.', { cause: new AggregateError([lost, error]) });
  }
}
