import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Redis } from 'ioredis';

interface Count {
  current: number;
  readonly endsAt: number;
}

type Answer = (error: Error | null, result?: { current: number; ttl: number }) => void;

const MOST_COUNTED = 20_000;
const KEY_PREFIX = 'gatehouse:gateway:requests:';

/** Counts so many more, and starts the window with the first. */
const COUNT_REQUESTS = {
  numberOfKeys: 1,
  lua: `
    local count = redis.call('INCRBY', KEYS[1], ARGV[1])
    if count == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
    return { count, redis.call('PTTL', KEYS[1]) }`,
};

interface CountingRedis extends Redis {
  countRequests(
    key: string,
    requests: number,
    windowMilliseconds: number,
  ): Promise<[count: number, millisecondsLeft: number]>;
}

interface Counted {
  readonly current: number;
  readonly ttl: number;
}

/** Requests of one key that are counted together. */
interface Gathered {
  readonly key: string;
  readonly windowMilliseconds: number;
  readonly waiting: ((counted: Counted) => void)[];
}

/**
 * Counts requests in fixed windows: in Redis while it answers, so that all replicas count together, and in this process
 * otherwise, bounded. Losing Redis makes the limit less exact; it never lets everything through, nor nothing.
 *
 * While one answer of Redis is on its way the next requests gather, and go together, with one command for each key: a
 * page asks for ten things at once, and a busy gateway is asked by many.
 */
export class SharedCounts {
  readonly #redis: CountingRedis | undefined;
  readonly #counts = new Map<string, Count>();
  #gathered = new Map<string, Gathered>();
  #isAsking = false;

  constructor(redis: Redis | undefined) {
    redis?.defineCommand('countRequests', COUNT_REQUESTS);
    this.#redis = redis as CountingRedis | undefined;
  }

  /** How many of this key there were in its window, this one included, and how long the window lasts. */
  count(key: string, windowMilliseconds: number): Promise<Counted> {
    return new Promise((resolve) => {
      const name = `${key} ${windowMilliseconds}`;
      const gathered = this.#gathered.get(name) ?? { key, windowMilliseconds, waiting: [] };
      gathered.waiting.push(resolve);
      this.#gathered.set(name, gathered);
      if (!this.#isAsking) void this.#askWhileAnyWait();
    });
  }

  async #askWhileAnyWait(): Promise<void> {
    this.#isAsking = true;
    while (this.#gathered.size > 0) {
      const together = [...this.#gathered.values()];
      this.#gathered = new Map();
      await Promise.all(together.map((gathered) => this.#countAll(gathered)));
    }
    this.#isAsking = false;
  }

  /** Each of them learns its own place. Never rejects. */
  async #countAll({ key, windowMilliseconds, waiting }: Gathered): Promise<void> {
    const { current, ttl } = await this.#countIn(key, waiting.length, windowMilliseconds);
    waiting.forEach((resolve, index) => resolve({ current: current - waiting.length + 1 + index, ttl }));
  }

  async #countIn(key: string, requests: number, windowMilliseconds: number): Promise<Counted> {
    if (this.#redis?.status === 'ready') {
      try {
        const [current, ttl] = await this.#redis.countRequests(KEY_PREFIX + key, requests, windowMilliseconds);
        return { current, ttl };
      } catch {
        // Redis went away between the check and the answer.
      }
    }
    return this.#countHere(key, requests, windowMilliseconds);
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

  #countHere(key: string, requests: number, windowMilliseconds: number): Counted {
    const now = Date.now();
    const known = this.#counts.get(key);
    if (known && known.endsAt > now) {
      known.current += requests;
      return { current: known.current, ttl: known.endsAt - now };
    }
    this.#counts.delete(key);
    this.#counts.set(key, { current: requests, endsAt: now + windowMilliseconds });
    const oldest = this.#counts.keys().next();
    if (this.#counts.size > MOST_COUNTED && !oldest.done) this.#counts.delete(oldest.value);
    return { current: requests, ttl: windowMilliseconds };
  }
}
