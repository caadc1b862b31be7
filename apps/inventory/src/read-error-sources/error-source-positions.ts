import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import type { EntityManager } from 'typeorm';

const MOVE_SQL = `
  INSERT INTO error_sources (source_id, position, attempted_at, succeeded_at) VALUES ($1, $2, $3, $3)
  ON CONFLICT (source_id) DO UPDATE SET
    position = excluded.position, attempted_at = excluded.attempted_at, succeeded_at = excluded.succeeded_at, failure = NULL`;

const FAIL_SQL = `
  INSERT INTO error_sources (source_id, attempted_at, failure) VALUES ($1, $2, $3)
  ON CONFLICT (source_id) DO UPDATE SET attempted_at = excluded.attempted_at, failure = excluded.failure`;

/** Characters of a failure that are kept. */
const FAILURE_LENGTH = 1_000;

/** How far each source of refused calls was read. */
@Injectable()
export class ErrorSourcePositions {
  constructor(private readonly database: Database) {}

  async of(sourceId: string): Promise<string | null> {
    const [row] = await this.database.query<{ position: string | null }>(
      'SELECT position FROM error_sources WHERE source_id = $1',
      [sourceId],
    );
    return row?.position ?? null;
  }

  /** With the calls that were read up to there, or not at all. */
  async move(tx: EntityManager, sourceId: string, position: string, now: Date): Promise<void> {
    await tx.query(MOVE_SQL, [sourceId, position, now]);
  }

  async fail(sourceId: string, failure: string, now: Date): Promise<void> {
    await this.database.query(FAIL_SQL, [sourceId, now, failure.slice(0, FAILURE_LENGTH)]);
  }
}
