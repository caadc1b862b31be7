import type { EntityManager } from 'typeorm';
import { pendingUnitOf } from '../ledger/pending-unit.js';
import { parseAuditRecord, type AuditRecordInput } from './audit-record.js';

/** The service's append-only, hash-chained record of every effect. */
export class AuditTrail {
  /** @param currentTraceId the trace id that a record gets when it names none. */
  constructor(private readonly currentTraceId: () => string | undefined = () => undefined) {}

  /**
   * Records an effect in the transaction that makes it: both are durable, or neither. Never a secret: neither in
   * `subject` nor in `details`. Rejects when a field is missing or too long.
   */
  async record(tx: EntityManager, record: AuditRecordInput): Promise<void> {
    pendingUnitOf(tx).audits.push(this.describe(record));
  }

  /** The record as it will be chained. */
  describe(record: AuditRecordInput) {
    return parseAuditRecord({ ...record, traceId: record.traceId ?? this.currentTraceId() ?? '' });
  }
}
