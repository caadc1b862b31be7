import type { Secret } from '@gatehouse/contracts';
import { Redis } from 'ioredis';

/** Where cached texts are; every method rejects quickly when Redis is away. */
export interface CacheStore {
  get(key: string): Promise<string | null>;
  set(key: string, text: string, milliseconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

const COMMAND_TIMEOUT_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** A cache is worth waiting for only as long as it is quicker than the truth: nothing queues while Redis is away. */
export class RedisCacheStore implements CacheStore {
  readonly #redis: Redis;

  constructor(url: Secret, name: string) {
    this.#redis = new Redis(url.reveal(), {
      connectionName: name,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: 2_000,
      retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_PAUSE_MS),
    });
    this.#redis.on('error', () => undefined); // every command says it as well
  }

  get(key: string): Promise<string | null> {
    return this.#redis.get(key);
  }

  async set(key: string, text: string, milliseconds: number): Promise<void> {
    await this.#redis.set(key, text, 'PX', Math.ceil(milliseconds));
  }

  async delete(key: string): Promise<void> {
    await this.#redis.del(key);
  }

  close(): Promise<void> {
    this.#redis.disconnect();
    return Promise.resolve();
  }
}
