import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Redis } from 'ioredis';

interface Count {
  current: number;
  readonly endsAt: number;
}

type Answer = (error: Error | null, result?: { current: number; ttl: number }) => void;

const MOST_COUNTED = 20_000;
const KEY_PREFIX = 'gatehouse:gateway:requests:';

/** Counts one more, and starts the window with the first. */
const COUNT_REQUEST = {
  numberOfKeys: 1,
  lua: `
    local count = redis.call('INCR', KEYS[1])
    if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
    return { count, redis.call('PTTL', KEYS[1]) }`,
};

interface CountingRedis extends Redis {
  countRequest(key: string, windowMilliseconds: number): Promise<[count: number, millisecondsLeft: number]>;
}

/**
 * Counts requests in fixed windows: in Redis while it answers, so that all replicas count together, and in this process
 * otherwise, bounded. Losing Redis makes the limit less exact; it never lets everything through, nor nothing.
 */
export class SharedCounts {
  readonly #redis: CountingRedis | undefined;
  readonly #counts = new Map<string, Count>();

  constructor(redis: Redis | undefined) {
    redis?.defineCommand('countRequest', COUNT_REQUEST);
    this.#redis = redis as CountingRedis | undefined;
  }

  async count(key: string, windowMilliseconds: number): Promise<{ current: number; ttl: number }> {
    if (this.#redis?.status === 'ready') {
      try {
        const [current, ttl] = await this.#redis.countRequest(KEY_PREFIX + key, windowMilliseconds);
        return { current, ttl };
      } catch {
        // Redis went away between the check and the answer.
      }
    }
    return this.#countHere(key, windowMilliseconds, Date.now());
  }

  /** The class that the rate limit plugin makes its store of. */
  storeClass(): FastifyRateLimitStoreCtor {
    const count = (key: string, windowMilliseconds: number) => this.count(key, windowMilliseconds);
    return class Store implements FastifyRateLimitStore {
      incr(key: string, answer: Answer, windowMilliseconds = 60_000): void {
        count(key, windowMilliseconds).then(
          (result) => answer(null, result),
          (error: unknown) => answer(error as Error),
        );
      }

      child(): FastifyRateLimitStore {
        return this;
      }
    };
  }

  #countHere(key: string, windowMilliseconds: number, now: number): { current: number; ttl: number } {
    const known = this.#counts.get(key);
    if (known && known.endsAt > now) {
      known.current += 1;
      return { current: known.current, ttl: known.endsAt - now };
    }
    this.#counts.delete(key);
    this.#counts.set(key, { current: 1, endsAt: now + windowMilliseconds });
    const oldest = this.#counts.keys().next();
    if (this.#counts.size > MOST_COUNTED && !oldest.done) this.#counts.delete(oldest.value);
    return { current: 1, ttl: windowMilliseconds };
  }
}
