import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { END_TURN_SQL, TAKE_TURN_SQL, TURNS_SQL } from './service-usage.sql.js';
import { nextTurnAt, turnLostAt, type TurnOutcome } from './turn.rules.js';

/** Whose turn it is to be asked for reports. */
@Injectable()
export class UsageTurns {
  constructor(private readonly database: Database) {}

  /** Gives every account that is read a turn. */
  async dealOut(now: Date): Promise<void> {
    await this.database.query(TURNS_SQL, [now]);
  }

  /** The account that waits longest; null when none is due. It has to be ended, or is due again in ten minutes. */
  async take(now: Date): Promise<string | null> {
    const [row] = await this.database.query<{ accountId: string }>(TAKE_TURN_SQL, [now, turnLostAt(now)]);
    return row?.accountId ?? null;
  }

  async end(accountId: string, outcome: TurnOutcome, now: Date): Promise<void> {
    const { problem } = outcome;
    const next = nextTurnAt(outcome, now);
    await this.database.query(END_TURN_SQL, [accountId, next, problem?.code ?? null, problem?.message ?? null]);
  }
}
