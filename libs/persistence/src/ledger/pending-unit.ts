import type { EntityManager, QueryRunner } from 'typeorm';
import type { AuditRecord } from '../audit/audit-record.js';
import type { OutboxRecord } from '@gatehouse/messaging';

/** The audit records and events that one transaction will write just before its commit. */
export class PendingUnit {
  readonly audits: AuditRecord[] = [];
  readonly events: OutboxRecord[] = [];
  #open = true;

  get isOpen(): boolean {
    return this.#open;
  }

  close(): void {
    this.#open = false;
  }
}

/** What each running transaction has gathered so far. */
export const unitsOf = new WeakMap<QueryRunner, PendingUnit>();

export function isEmpty(unit: Pick<PendingUnit, 'audits' | 'events'>): boolean {
  return unit.audits.length === 0 && unit.events.length === 0;
}

/**
 * The unit of a running transaction. Throws for a manager that does not come from `Database.transaction`, and inside a
 * savepoint: rolling that back would leave the record without its effect.
 */
export function pendingUnitOf(tx: EntityManager): PendingUnit {
  const runner = tx.queryRunner;
  const unit = runner && unitsOf.get(runner);
  if (!runner || !unit?.isOpen) {
    throw new Error(
      'Pass the `tx` of a running Database.transaction: a record is written with its effect or not at all.',
    );
  }
  if ((runner as unknown as { transactionDepth: number }).transactionDepth > 1) {
    throw new Error('Record outside of savepoints: one that is rolled back would leave the record without its effect.');
  }
  return unit;
}
