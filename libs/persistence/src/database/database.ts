import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Pool, QueryConfig } from 'pg';
import { appendToLedger } from '../ledger/append-to-ledger.js';
import { isEmpty, PendingUnit, unitsOf } from '../ledger/pending-unit.js';
import { withoutValues } from './connection-errors.js';
import { preparedStatement } from './prepared-statement.js';
import { retryWhileAway } from './retry-while-away.js';

/** A row as the driver gives it: `bigint` columns are strings, `timestamptz` columns are `Date`s. */
export type Row = Record<string, unknown>;

/** The service's own schema: transactions, and reads outside of them. */
export class Database {
  readonly #afterCommit: (() => void)[] = [];

  constructor(
    readonly dataSource: DataSource,
    readonly service: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** For reads only; whatever changes rows goes through `transaction`. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** The driver's pool, for this library's own work. */
  get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }

  /**
   * Runs `work` in one transaction: all of it is durable when the promise resolves, none of it when it rejects.
   * What `Outbox` and `AuditTrail` were given during `work` is written last, just before the commit, so that the lock on
   * the chain's head is held only for a moment. `work` runs once; it must not wait for other services.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    // Nothing has happened yet when a connection turns out to be dead, so another one is safe.
    const runner = await retryWhileAway(() => begin(this.dataSource));
    const unit = new PendingUnit();
    unitsOf.set(runner, unit);
    let result: T;
    try {
      result = await work(runner.manager);
      unit.close();
      await this.#append(runner, unit);
      await runner.commitTransaction();
    } catch (error) {
      unit.close();
      await rollBack(runner);
      throw withoutValues(error);
    } finally {
      unitsOf.delete(runner);
      await runner.release();
    }
    if (unit.events.length > 0) this.announceEvents();
    return result;
  }

  /** One statement on a pooled connection, outside of any transaction; with `$1`-style parameters. */
  async query<R extends Row = Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.#rows<R>({ text: sql, values: [...parameters] });
  }

  /** The same for a statement of a hot path, always of the same text: a connection parses and plans it once. */
  async queryPrepared<R extends Row = Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.#rows<R>(preparedStatement(sql, parameters));
  }

  /** Rejects when Postgres does not answer; for /readyz. */
  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  /** Calls `listener` after each commit that had events in it. */
  onEventsCommitted(listener: () => void): void {
    this.#afterCommit.push(listener);
  }

  /** Ends the pool, after what is running. */
  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** For this library's own writers: tells the relay that there is something to send. */
  announceEvents(): void {
    for (const listener of this.#afterCommit) listener();
  }

  /** The time that records get. */
  currentTime(): Date {
    return this.now();
  }

  async #rows<R extends Row>(query: QueryConfig): Promise<R[]> {
    try {
      const result = await this.pool.query<R>(query);
      return result.rows;
    } catch (error) {
      throw withoutValues(error);
    }
  }

  async #append(runner: QueryRunner, unit: PendingUnit): Promise<void> {
    if (isEmpty(unit)) return;
    const execute = (sql: string, parameters: unknown[]) => runner.query(sql, parameters) as Promise<Row[]>;
    await appendToLedger(execute, unit, this.now());
  }
}

async function begin(dataSource: DataSource): Promise<QueryRunner> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.connect();
    await runner.startTransaction();
    return runner;
  } catch (error) {
    await runner.release();
    throw error;
  }
}

/** The error that made us roll back is the one to report; a connection that is gone has rolled back by itself. */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    if (runner.isTransactionActive && !runner.isReleased) await runner.rollbackTransaction();
  } catch {
    await runner.release();
  }
}
