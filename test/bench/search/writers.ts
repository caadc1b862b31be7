import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@gatehouse/persistence';
import type { Known } from './searches.js';

const WRITERS = 2;
/** As many as an account's page that changed may bring, and the time until the next one. */
const ROWS_AT_ONCE = 20;
const PAUSE_MS = 20;

/** Writers that change resources all the time; `stop` tells how many rows they wrote. */
export function startWriters(database: Database, known: readonly Known[]): { stop(): Promise<number> } {
  let isOver = false;
  let written = 0;
  const write = async (writer: number): Promise<void> => {
    for (let turn = writer; !isOver; turn += WRITERS) {
      const start = (turn * ROWS_AT_ONCE) % known.length;
      const arns = known.slice(start, start + ROWS_AT_ONCE).map(({ arn }) => arn);
      await database.query(
        `UPDATE resources SET tags = tags || jsonb_build_object('seen', $2::text), revision = revision + 1, changed_at = now()
         WHERE arn IN (SELECT arn FROM resources WHERE arn = ANY($1::text[]) ORDER BY arn FOR UPDATE)`,
        [arns, String(turn)],
      );
      written += arns.length;
      await pause(PAUSE_MS);
    }
  };
  const running = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  return {
    stop: async () => {
      isOver = true;
      await running;
      return written;
    },
  };
}
