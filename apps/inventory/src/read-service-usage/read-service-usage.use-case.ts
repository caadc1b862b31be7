import { Injectable } from '@nestjs/common';
import { awsProblemOf, type AwsProblem } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { UsageTurns } from '../service-usage/usage-turns.js';
import { AccountTurn } from './account-turn.js';

/** Accounts that are asked at the same time; within each, one call after the other. */
const ACCOUNTS_AT_ONCE = 20;
/** No turn begins after so long, so that a run ends before its time limit. */
const BEGIN_WITHIN_MS = 300_000;
/** Time that one turn may take: 25 principals at a call a second, and a minute of IAM's own. */
const TURN_LIMIT_MS = 100_000;

/** Asks IAM which services principals used, account by account in turns, as many as the time allows. */
@Injectable()
export class ReadServiceUsage {
  constructor(
    private readonly turns: UsageTurns,
    private readonly turn: AccountTurn,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Rejects when not one account of those whose turn it was could be asked. */
  async execute(signal: AbortSignal): Promise<void> {
    await this.turns.dealOut(this.clock.now());
    const problems: (AwsProblem | null)[] = [];
    const ends = performance.now() + BEGIN_WITHIN_MS;
    const worker = async () => {
      while (performance.now() < ends && !signal.aborted) {
        const accountId = await this.turns.take(this.clock.now());
        if (accountId === null) return;
        problems.push(await this.takeTurn(accountId, signal));
      }
    };
    await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, worker));
    const [first] = problems;
    if (first && problems.every((problem) => problem !== null)) throw new Error(`${first.code}: ${first.message}`);
  }

  private async takeTurn(accountId: string, signal: AbortSignal): Promise<AwsProblem | null> {
    let asked = 0;
    let problem: AwsProblem | null = null;
    try {
      asked = await this.turn.take(accountId, AbortSignal.any([signal, AbortSignal.timeout(TURN_LIMIT_MS)]));
    } catch (error) {
      problem = awsProblemOf(error);
      this.log.warn({ accountId, code: problem.code, error }, 'Reports of used services could not be read.');
    }
    await this.turns.end(accountId, { asked, problem }, this.clock.now());
    return problem;
  }
}
