import { setTimeout as pause } from 'node:timers/promises';
import { setMaxListeners } from 'node:events';
import { awsProblemOf } from '@gatehouse/aws';
import type { Logger } from '@gatehouse/telemetry';
import type { ChangeQueue, QueueMessage } from './change-queue.js';
import { takenAgainIn } from './problem.rules.js';
import type { TakeChanges } from './take-changes.use-case.js';
import type { Fate } from './touched-reading.js';

/** Shorter than messages stay invisible for others; an account that hangs must not hold up the changes of others long. */
const BATCH_LIMIT_MS = 20_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Receives from one queue and lets each batch be taken, one after the other, until it is told to stop. */
export class QueueLane {
  #pauseMs = FIRST_PAUSE_MS;

  constructor(
    private readonly queue: ChangeQueue,
    private readonly takeChanges: TakeChanges,
    private readonly log: Logger,
  ) {}

  /** Never rejects. A batch under way when `signal` ends is finished. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const messages = await this.queue.receive(signal);
        if (messages.length > 0) await this.take(messages);
        this.#pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        if (!signal.aborted) await this.recover(error, signal);
      }
    }
  }

  private async take(messages: readonly QueueMessage[]): Promise<void> {
    const signal = AbortSignal.timeout(BATCH_LIMIT_MS);
    setMaxListeners(0, signal);
    const fates = await this.takeChanges
      .execute({ queue: this.queue.name, messages, signal })
      .catch((error: unknown) => this.returnAll(messages, error));
    await this.settle(messages, (message) => fates.get(message) ?? null);
  }

  /** Left alone they would stay out of sight for as long as a batch may take. Always rejects with `reason`. */
  private async returnAll(messages: readonly QueueMessage[], reason: unknown): Promise<never> {
    await this.settle(messages, ({ attempt }) => takenAgainIn(attempt)).catch(() => undefined);
    throw reason;
  }

  private async settle(messages: readonly QueueMessage[], fateOf: (message: QueueMessage) => Fate): Promise<void> {
    const done = messages.filter((message) => fateOf(message) === null);
    const again = messages.flatMap((message) => {
      const seconds = fateOf(message);
      return seconds === null ? [] : [this.queue.bringAgain(message, seconds)];
    });
    await Promise.all([this.queue.remove(done), ...again]);
  }

  private async recover(error: unknown, signal: AbortSignal): Promise<void> {
    const { code, message } = awsProblemOf(error);
    this.log.warn({ queue: this.queue.name, code, message, error }, 'Changes could not be received or taken in.');
    await pause(this.#pauseMs, undefined, { signal }).catch(() => undefined);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
