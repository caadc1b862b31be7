import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';

/** First half of the lock's key: keeps our advisory locks apart from others' in the same database. */
const REFRESH_LOCK = 0x67_61_74_65;

/** One refresh of an account at a time, across all replicas: Postgres lets go of it even when the process dies. */
@Injectable()
export class AccountLock {
  constructor(private readonly database: Database) {}

  /** Runs `work` while holding the account's lock; null, without running it, when somebody else holds it. */
  async runAlone<T>(accountId: string, work: () => Promise<T>): Promise<T | null> {
    const runner = this.database.dataSource.createQueryRunner();
    await runner.connect();
    try {
      const key = [REFRESH_LOCK, accountId];
      const [row] = (await runner.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS held', key)) as {
        held: boolean;
      }[];
      if (row?.held !== true) return null;
      try {
        return await work();
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1, hashtext($2))', key);
      }
    } finally {
      await runner.release();
    }
  }
}
