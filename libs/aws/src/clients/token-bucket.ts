import { setTimeout as sleep } from 'node:timers/promises';

/** What a bucket needs to know; `now` in milliseconds, monotonic. */
export interface TokenBucketOptions {
  readonly ratePerSecond: number;
  /** Tokens that may be taken at once after a pause; one second's worth by default. */
  readonly burst?: number;
  /** Longest wait for a token before `RateLimitReached`, in milliseconds. */
  readonly longestWaitMs: number;
  readonly now?: () => number;
}

/** More calls are waiting than can be made in time. */
export class RateLimitReached extends Error {
  override readonly name = 'RateLimitReached';
}

/**
 * Spreads calls over time: a token per call, refilled at a steady rate, first come first served. Keeps one number
 * instead of a queue: the time at which the bucket would be full again.
 */
export class TokenBucket {
  readonly #spacingMs: number;
  readonly #burstMs: number;
  readonly #now: () => number;
  #fullAt = 0;

  constructor(private readonly options: TokenBucketOptions) {
    this.#spacingMs = 1_000 / options.ratePerSecond;
    this.#burstMs = this.#spacingMs * Math.max(1, options.burst ?? options.ratePerSecond);
    this.#now = options.now ?? (() => performance.now());
  }

  /** Milliseconds to wait before the call may be made; the token is taken. Throws `RateLimitReached`. */
  reserve(): number {
    const now = this.#now();
    const fullAt = Math.max(this.#fullAt, now) + this.#spacingMs;
    // Rounded to microseconds: the rest is the error of floating point.
    const waitMs = Math.max(0, Math.round((fullAt - now - this.#burstMs) * 1_000) / 1_000);
    if (waitMs > this.options.longestWaitMs) {
      throw new RateLimitReached(`The next call would have to wait ${Math.ceil(waitMs)} ms.`);
    }
    this.#fullAt = fullAt;
    return waitMs;
  }

  /** Waits for a token. Rejects with `RateLimitReached` at once when the wait would be too long. */
  async take(): Promise<void> {
    const waitMs = this.reserve();
    if (waitMs > 0) await sleep(waitMs);
  }
}
