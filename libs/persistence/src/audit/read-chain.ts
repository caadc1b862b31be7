import type { ChainEntry } from './chain-entry.js';

/** Runs one statement on one connection; `pg.Client` is one. */
export interface ChainSource {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

const PAGE = 1_000;

/**
 * Reads a service's chain as it stood at one moment, page by page, while the service goes on writing. `source` must be
 * one connection whose search path is the service's schema; it is left in no transaction.
 */
export async function* readChain(service: string, source: ChainSource): AsyncGenerator<ChainEntry> {
  await source.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    yield { kind: 'chain', service, exportedAt: new Date().toISOString() };
    let last = -1;
    for (;;) {
      const records = await pageOf(source, 'audit_log', last);
      const end = records.length < PAGE ? Number.MAX_SAFE_INTEGER : Number(records.at(-1)?.['sequence']);
      yield* merge(records, await checkpointsBetween(source, last, end));
      if (records.length < PAGE) break;
      last = end;
    }
    yield await endOf(source);
  } finally {
    await source.query('ROLLBACK');
  }
}

async function pageOf(source: ChainSource, table: string, after: number) {
  const { rows } = await source.query(`SELECT * FROM ${table} WHERE sequence > $1 ORDER BY sequence LIMIT ${PAGE}`, [
    after,
  ]);
  return rows;
}

/** Checkpoints come one a minute at most, so that there are few between two pages; and they are read by pages as well. */
async function* checkpointsBetween(
  source: ChainSource,
  after: number,
  until: number,
): AsyncGenerator<ChainEntry & { kind: 'checkpoint' }> {
  for (let last = after; ;) {
    const rows = await pageOf(source, 'audit_checkpoint', last);
    for (const row of rows) {
      last = Number(row['sequence']);
      if (last > until) return;
      yield checkpointOf(row);
    }
    if (rows.length < PAGE) return;
  }
}

/** Puts each checkpoint behind the last record that is not after it. */
async function* merge(
  records: readonly Record<string, unknown>[],
  checkpoints: AsyncIterator<ChainEntry & { kind: 'checkpoint' }>,
): AsyncGenerator<ChainEntry> {
  let next = await checkpoints.next();
  for (const row of records) {
    const record = recordOf(row);
    while (!next.done && next.value.sequence < record.sequence) {
      yield next.value;
      next = await checkpoints.next();
    }
    yield record;
  }
  while (!next.done) {
    yield next.value;
    next = await checkpoints.next();
  }
}

async function endOf(source: ChainSource): Promise<ChainEntry> {
  const { rows } = await source.query('SELECT audit_sequence, audit_hash FROM ledger_head');
  return { kind: 'end', sequence: Number(rows[0]?.['audit_sequence']), hash: String(rows[0]?.['audit_hash']) };
}

function recordOf(row: Record<string, unknown>): ChainEntry & { kind: 'record' } {
  return {
    kind: 'record',
    sequence: Number(row['sequence']),
    recordedAt: isoOf(row['recorded_at']),
    action: String(row['action']),
    actorId: String(row['actor_id']),
    actorSessionId: String(row['actor_session_id']),
    subject: String(row['subject']),
    outcome: String(row['outcome']),
    details: row['details'] as Record<string, unknown>,
    traceId: String(row['trace_id']),
    previousHash: String(row['previous_hash']),
    hash: String(row['hash']),
  };
}

function checkpointOf(row: Record<string, unknown>): ChainEntry & { kind: 'checkpoint' } {
  return {
    kind: 'checkpoint',
    sequence: Number(row['sequence']),
    hash: String(row['hash']),
    signedAt: isoOf(row['signed_at']),
    keyId: String(row['key_id']),
    signature: String(row['signature']),
  };
}

function isoOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
