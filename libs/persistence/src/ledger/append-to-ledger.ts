import type { AuditRecord } from '../audit/audit-record.js';
import { chainOnto, type ChainedRecord, type ChainHead } from '../audit/audit-chain.js';
import type { OutboxRecord } from '@gatehouse/messaging';

/** Runs one statement in the open transaction and gives its rows. */
export type Execute = (sql: string, parameters: unknown[]) => Promise<Record<string, unknown>[]>;

/** What to append: audit records onto the chain, events onto the outbox, each in the order given. */
export interface LedgerEntries {
  readonly audits: readonly AuditRecord[];
  readonly events: readonly OutboxRecord[];
}

/** The locked head: where the chain and the outbox of this service stand. */
export interface LedgerHead extends ChainHead {
  readonly outboxSequence: number;
}

/** Whoever holds this row's lock is alone in appending, in any replica; it is released by the commit. */
export const LOCK_HEAD_SQL = 'SELECT audit_sequence, audit_hash, outbox_sequence FROM ledger_head FOR UPDATE';

/** `guard` restricts what is inserted; `$1` are audit records, `$2` events. */
function insertSql(guard: string): string {
  return `audit AS (
    INSERT INTO audit_log (sequence, recorded_at, action, actor_id, actor_session_id, subject, outcome, details, trace_id, previous_hash, hash)
    SELECT sequence, recorded_at, action, actor_id, actor_session_id, subject, outcome, details, trace_id, previous_hash, hash
    FROM jsonb_to_recordset($1::jsonb) AS r (
      sequence bigint, recorded_at timestamptz, action text, actor_id text, actor_session_id text, subject text,
      outcome text, details jsonb, trace_id text, previous_hash text, hash text) ${guard}
  ), event AS (
    INSERT INTO outbox (sequence, id, subject, source, type, time, data, traceparent)
    SELECT sequence, id, subject, source, type, time, data, traceparent
    FROM jsonb_to_recordset($2::jsonb) AS r (
      sequence bigint, id uuid, subject text, source text, type text, time timestamptz, data jsonb, traceparent text) ${guard}
  )`;
}

const MOVE_HEAD_SQL = 'UPDATE ledger_head SET audit_sequence = $3, audit_hash = $4, outbox_sequence = $5';
const APPEND_SQL = `WITH ${insertSql('')} ${MOVE_HEAD_SQL}`;

/** Restricts a further insert of `appendWhereSql` to the case that the head was where it was expected. */
export const IF_HEAD_MOVED = 'WHERE EXISTS (SELECT FROM head)';

/**
 * Everything in one statement, and so in one round trip with its own commit: if the head still is where it was ($6, $7,
 * $8), it moves and all is inserted; if somebody else moved it, nothing is. Gives one row, or none.
 */
export function appendWhereSql(furtherInserts: readonly string[]): string {
  const where = 'WHERE audit_sequence = $6 AND audit_hash = $7 AND outbox_sequence = $8';
  const further = furtherInserts.map((sql, index) => `, further_${String(index)} AS (${sql})`).join('');
  return `WITH head AS (${MOVE_HEAD_SQL} ${where} RETURNING 1), ${insertSql(IF_HEAD_MOVED)}${further} SELECT FROM head`;
}

export function readHead(row: Record<string, unknown> | undefined): LedgerHead {
  if (!row) throw new Error('ledger_head is empty: the migrations of the platform have not run in this schema.');
  return {
    sequence: Number(row['audit_sequence']),
    hash: String(row['audit_hash']),
    outboxSequence: Number(row['outbox_sequence']),
  };
}

/** The statement that writes the entries after `head`, the records as they were chained, and the head after them. */
export function appendStatement(head: LedgerHead, entries: LedgerEntries, now: Date) {
  const chained = chainOnto(head, entries.audits, now);
  const { sequence, hash } = chained.at(-1) ?? head;
  const last = { sequence, hash };
  const events = entries.events.map((event, index) => ({ ...event, sequence: head.outboxSequence + index + 1 }));
  const parameters = [
    JSON.stringify(chained.map(rowOf)),
    JSON.stringify(events),
    last.sequence,
    last.hash,
    head.outboxSequence + events.length,
  ];
  const next: LedgerHead = { ...last, outboxSequence: head.outboxSequence + events.length };
  return { sql: APPEND_SQL, parameters, chained, next };
}

/** Appends in the open transaction; call it last, then commit. */
export async function appendToLedger(execute: Execute, entries: LedgerEntries, now: Date): Promise<void> {
  const [row] = await execute(LOCK_HEAD_SQL, []);
  const { sql, parameters } = appendStatement(readHead(row), entries, now);
  await execute(sql, parameters);
}

function rowOf(record: ChainedRecord): Record<string, unknown> {
  return {
    sequence: record.sequence,
    recorded_at: record.recordedAt,
    action: record.action,
    actor_id: record.actorId,
    actor_session_id: record.actorSessionId,
    subject: record.subject,
    outcome: record.outcome,
    details: record.details,
    trace_id: record.traceId,
    previous_hash: record.previousHash,
    hash: record.hash,
  };
}
