import type { AnyEventContract, DataInputOf } from '@gatehouse/contracts';
import type { AuditRecord, AuditRecordInput } from '../audit/audit-record.js';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { Outbox } from '../outbox/outbox.js';
import type { OutboxRecord } from '@gatehouse/messaging';
import type { Database } from '../database/database.js';
import {
  DatabaseUnavailable,
  isConnectionError,
  isDatabaseTrouble,
  withoutValues,
} from '../database/connection-errors.js';
import { retryWhileAway } from '../database/retry-while-away.js';
import { commitEffects, OutcomeUnknown } from './commit-effects.js';
import { describeRow, type EffectRow } from './effect-row.js';

/** One effect of a hot path: its audit record, and what becomes durable together with it. */
export interface Effect {
  readonly audit: AuditRecordInput;
  /** An event of this service; made with `effectEvent(contract, data)` so that the data is typed. */
  readonly event?: EffectEvent;
  /** A row of the service's own, e.g. of its ledger of sessions. */
  readonly row?: EffectRow;
}

/** An event and its data, for an `Effect`. */
export interface EffectEvent {
  readonly event: AnyEventContract;
  readonly data: unknown;
}

/** Names an event and its data for an `Effect`. */
export function effectEvent<E extends AnyEventContract>(event: E, data: DataInputOf<E>): EffectEvent {
  return { event, data };
}

/** An effect that was checked and is ready to be written. */
export interface PreparedEffect {
  readonly audit: AuditRecord;
  readonly event?: OutboxRecord;
  readonly row?: EffectRow;
}

interface Waiting {
  readonly effect: PreparedEffect;
  resolve(): void;
  reject(error: unknown): void;
}

/** How much is written together and may wait. */
export interface EffectWriterLimits {
  /** Effects in one transaction. Default 256. */
  readonly batchSize?: number;
  /** Effects that may wait; beyond it `write` rejects at once. Default 10,000. */
  readonly waiting?: number;
}

/**
 * Group commit for hot paths: effects that are written at the same time share one transaction and one fsync. While a
 * batch is on its way to the disk the next one gathers; an idle writer writes at once.
 */
export class EffectWriter {
  readonly #queue: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly auditTrail: AuditTrail,
    private readonly outbox: Outbox,
    private readonly limits: EffectWriterLimits = {},
  ) {}

  /**
   * Resolves when the effect is durable: hand out nothing before. Rejects when it is not: with a TypeError when the
   * effect itself is wrong, with `DatabaseUnavailable` when the database cannot take it now. An effect that fails harms
   * no other.
   */
  async write(effect: Effect): Promise<void> {
    const prepared = this.#prepare(effect);
    if (this.#queue.length >= (this.limits.waiting ?? 10_000)) {
      throw new DatabaseUnavailable('Too many effects wait to be written; ask again in a moment.');
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ effect: prepared, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves when nothing waits any more; call it before the pool is closed. */
  async drain(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  #prepare({ audit, event, row }: Effect): PreparedEffect {
    return {
      audit: this.auditTrail.describe(audit),
      ...(event && { event: this.outbox.describe(event.event, event.data as never) }),
      ...(row && { row: describeRow(row) }),
    };
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const batch = this.#queue.splice(0, this.limits.batchSize ?? 256);
        await this.#writeBatch(batch);
      }
    } finally {
      this.#writing = undefined;
    }
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#commit(batch);
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      if (batch.length === 1 || isFatal(error)) reject(batch, error);
      else for (const waiting of batch) await this.#writeBatch([waiting]);
    }
  }

  /** A connection that died, and left nothing durable, is a reason to try on another one. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    const effects = batch.map(({ effect }) => effect);
    await retryWhileAway(() => commitEffects(this.database, effects), isSafeToRepeat);
    if (effects.some(({ event }) => event)) this.database.announceEvents();
  }
}

function isSafeToRepeat(error: unknown): boolean {
  return !(error instanceof OutcomeUnknown) && isConnectionError(error);
}

/** Trying each unit on its own helps when one of them is wrong, not when the database is away or cannot cope. */
function isFatal(error: unknown): boolean {
  return error instanceof OutcomeUnknown || isDatabaseTrouble(error);
}

function reject(batch: readonly Waiting[], error: unknown): void {
  const reason = isFatal(error)
    ? new DatabaseUnavailable('The effect could not be made durable: the database is away or overloaded.', {
        cause: error,
      })
    : withoutValues(error);
  for (const waiting of batch) waiting.reject(reason);
}
