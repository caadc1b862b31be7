import type { PoolClient } from 'pg';
import type { ChainedRecord } from '../audit/audit-chain.js';
import type { Database } from '../database/database.js';
import { isConnectionError } from '../database/connection-errors.js';
import { preparedStatement } from '../database/prepared-statement.js';
import {
  appendStatement,
  appendWhereSql,
  IF_HEAD_MOVED,
  LOCK_HEAD_SQL,
  readHead,
  type LedgerEntries,
  type LedgerHead,
} from './append-to-ledger.js';
import { rowGroupsOf } from './effect-row.js';
import type { PreparedEffect } from './effect-writer.js';

/** The connection was lost while committing, and the database could not be asked afterwards. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Where each database's head was after our last commit: if nobody else has moved it, one round trip is enough. */
const lastHeads = new WeakMap<Database, LedgerHead>();

/** Writes all effects in one transaction; resolves when they are durable. All of them, or none. */
export async function commitEffects(database: Database, effects: readonly PreparedEffect[]): Promise<void> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  const attempt: Attempt = { client, effects, now: database.currentTime(), chained: [], isCommitting: false };
  const head = lastHeads.get(database);
  lastHeads.delete(database);
  try {
    const next = (head && (await appendAt(attempt, head))) ?? (await appendLocked(attempt));
    lastHeads.set(database, next);
  } catch (error) {
    broken ??= await rollBack(client, error);
    if (!(attempt.isCommitting && isConnectionError(error))) throw error;
    if (!(await wasCommitted(database, attempt.chained, error))) throw error;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}

interface Attempt {
  readonly client: PoolClient;
  readonly effects: readonly PreparedEffect[];
  readonly now: Date;
  chained: readonly ChainedRecord[];
  /** What is lost from now on may be durable all the same. */
  isCommitting: boolean;
}

/** Appends in one round trip if the head is where we left it; undefined, and nothing done, when it is not. */
async function appendAt(attempt: Attempt, head: LedgerHead): Promise<LedgerHead | undefined> {
  const { client, effects, now } = attempt;
  const groups = rowGroupsOf(effects.flatMap(({ row }) => (row ? [row] : [])));
  const { parameters, chained, next } = appendStatement(head, entriesOf(effects), now);
  const sql = appendWhereSql(groups.map(({ insertSql }, index) => insertSql(`$${String(index + 9)}`, IF_HEAD_MOVED)));
  const values = [...parameters, head.sequence, head.hash, head.outboxSequence, ...groups.map(({ rows }) => rows)];
  attempt.chained = chained;
  attempt.isCommitting = true;
  const { rowCount } = await client.query(preparedStatement(sql, values));
  attempt.isCommitting = false;
  return rowCount === 1 ? next : undefined;
}

/** Round trips are what one effect costs: the transaction begins together with the lock on the head. */
async function appendLocked(attempt: Attempt): Promise<LedgerHead> {
  const { client, effects, now } = attempt;
  const [, locked] = (await client.query(`BEGIN; ${LOCK_HEAD_SQL}`)) as unknown as {
    rows: Record<string, unknown>[];
  }[];
  for (const { rows, insertSql } of rowGroupsOf(effects.flatMap(({ row }) => (row ? [row] : [])))) {
    await client.query(preparedStatement(insertSql('$1'), [rows]));
  }
  const { sql, parameters, chained, next } = appendStatement(readHead(locked?.rows[0]), entriesOf(effects), now);
  await client.query(preparedStatement(sql, parameters));
  attempt.chained = chained;
  attempt.isCommitting = true;
  await client.query('COMMIT');
  return next;
}

function entriesOf(effects: readonly PreparedEffect[]): LedgerEntries {
  return {
    audits: effects.map(({ audit }) => audit),
    events: effects.flatMap(({ event }) => (event ? [event] : [])),
  };
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
