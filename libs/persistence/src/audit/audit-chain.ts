import { hash } from 'node:crypto';
import type { AuditRecord } from './audit-record.js';
import { canonicalJson } from './canonical-json.js';

/** The last record's place and hash; before the first record: 0 and `genesisHashOf(service)`. */
export interface ChainHead {
  readonly sequence: number;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

/** A record in its place in the chain. */
export interface ChainedRecord extends AuditRecord {
  /** 1, 2, 3, … without gaps. */
  readonly sequence: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly previousHash: string;
  /** Of `{ previousHash, record, sequence }` in canonical JSON: 64 hexadecimal digits of SHA-256. */
  readonly hash: string;
}

/** What the first record of a service's chain follows; it differs by service so that no chain can pose as another's. */
export function genesisHashOf(service: string): string {
  return sha256(`gatehouse audit chain of ${service}`);
}

/** The hash that a record must have in its place. */
export function hashOf(placed: Omit<ChainedRecord, 'hash'>): string {
  const { sequence, previousHash, recordedAt, ...fields } = placed;
  const { action, actorId, actorSessionId, subject, outcome, details, traceId } = fields;
  const record = { recordedAt, action, actorId, actorSessionId, subject, outcome, details, traceId };
  return sha256(canonicalJson({ previousHash, record, sequence }));
}

/** Puts records onto the chain, in order. */
export function chainOnto(head: ChainHead, records: readonly AuditRecord[], now: Date): ChainedRecord[] {
  let { sequence, hash: previousHash } = head;
  return records.map((record) => {
    sequence += 1;
    const placed = { ...record, sequence, recordedAt: now.toISOString(), previousHash };
    previousHash = hashOf(placed);
    return { ...placed, hash: previousHash };
  });
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
