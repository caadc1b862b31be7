import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import type { QueryRunner } from 'typeorm';

/** First half of the lock's key: keeps our advisory locks apart from others' in the same database. */
const REFRESH_LOCK = 0x67_61_74_65;
const ASK_AGAIN_MS = 200;

/** Whose lock, and whether to wait for it. */
export interface LockWish {
  readonly accountId: string;
  readonly waits: boolean;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** One refresh of an account at a time, across all replicas: Postgres lets go of it even when the process dies. */
@Injectable()
export class AccountLock {
  constructor(private readonly database: Database) {}

  /** Runs `work` while holding the account's lock; null, without running it, when somebody else holds it. */
  async runAlone<T>(wish: LockWish, work: () => Promise<T>): Promise<T | null> {
    const runner = this.database.dataSource.createQueryRunner();
    await runner.connect();
    try {
      const key = [REFRESH_LOCK, wish.accountId];
      if (!(await this.hold(runner, key, wish))) return null;
      try {
        return await work();
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1, hashtext($2))', key);
      }
    } finally {
      await runner.release();
    }
  }

  private async hold(runner: QueryRunner, key: unknown[], { waits, signal }: LockWish): Promise<boolean> {
    for (;;) {
      const [row] = (await runner.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS held', key)) as {
        held: boolean;
      }[];
      if (row?.held === true) return true;
      if (!waits) return false;
      await pause(ASK_AGAIN_MS, undefined, { signal });
    }
  }
}
