import { counter, METRICS } from '@gatehouse/telemetry';
import type { z } from 'zod';
import type { CacheStore } from './cache-store.js';
import { redisKeyOf, type CacheKey } from './define-key.js';
import { decideFreshness } from './freshness.rules.js';

/** A value and how old it is, so that a reader can say "as of 4 s ago". */
export interface Cached<T> {
  readonly value: T;
  /** Since its loading began: what happened later may be missing from it. */
  readonly ageSeconds: number;
}

interface Loaded<T> {
  readonly value: T;
  readonly loadedAt: number;
}

interface Flight {
  readonly result: Promise<Loaded<unknown>>;
  /** Set when the value was forgotten meanwhile: what comes back may be used by who waits, and is not kept. */
  forgotten: boolean;
}

const LARGEST_TEXT = 1_048_576;

/** Reads through Redis. Everything in it can be loaded again: when Redis is away or empty, only speed is lost. */
export class Cache {
  readonly #flights = new Map<string, Flight>();

  constructor(
    private readonly service: string,
    private readonly store: CacheStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * The cached value, or what `load` gives. Callers who ask for the same value at the same time share one `load`.
   * Rejects when `load` does; a value that is merely stale is given although loading a new one fails.
   */
  async read<S extends z.ZodType>(key: CacheKey<S>, load: () => Promise<z.output<S>>): Promise<Cached<z.output<S>>> {
    const redisKey = redisKeyOf(this.service, key);
    const found = await this.#find(key, redisKey);
    const freshness = found.hit ? decideFreshness(this.#ageOf(found.hit), key) : 'expired';
    counter(METRICS.cacheReads).add(1, { key: key.name, outcome: outcomeOf(found.bypassed, freshness) });
    if (found.hit && freshness === 'fresh') return this.#cached(found.hit);
    const flight = this.#load(key, redisKey, load);
    if (found.hit && freshness === 'stale') {
      flight.catch(() => undefined); // the next reader tries again, until the value is too old
      return this.#cached(found.hit);
    }
    return this.#cached(await flight);
  }

  /** Drops a value, so that the next `read` loads. When Redis is away the value may live on until its time is over. */
  async forget(key: CacheKey<z.ZodType>): Promise<void> {
    const redisKey = redisKeyOf(this.service, key);
    const flight = this.#flights.get(redisKey);
    if (flight) {
      flight.forgotten = true;
      this.#flights.delete(redisKey);
    }
    await this.store.delete(redisKey).catch(() => undefined);
  }

  async #find<S extends z.ZodType>(key: CacheKey<S>, redisKey: string) {
    try {
      return { hit: parse(key, await this.store.get(redisKey)), bypassed: false };
    } catch {
      return { hit: undefined, bypassed: true };
    }
  }

  #load<S extends z.ZodType>(
    key: CacheKey<S>,
    redisKey: string,
    load: () => Promise<z.output<S>>,
  ): Promise<Loaded<z.output<S>>> {
    const running = this.#flights.get(redisKey);
    if (running) return running.result as Promise<Loaded<z.output<S>>>;
    const loadedAt = this.now().getTime();
    const result = load().then((value) => ({ value, loadedAt }));
    const flight: Flight = { result, forgotten: false };
    this.#flights.set(redisKey, flight);
    const land = () => {
      if (this.#flights.get(redisKey) === flight) this.#flights.delete(redisKey);
    };
    void result.then((loaded) => (flight.forgotten ? undefined : this.#keep(key, redisKey, loaded))).then(land, land);
    return result;
  }

  async #keep(key: CacheKey<z.ZodType>, redisKey: string, { value, loadedAt }: Loaded<unknown>): Promise<void> {
    const text = JSON.stringify({ loadedAt, value });
    if (text.length > LARGEST_TEXT) return;
    await this.store.set(redisKey, text, (key.ttlSeconds + key.staleSeconds) * 1_000);
  }

  #ageOf({ loadedAt }: Loaded<unknown>): number {
    return (this.now().getTime() - loadedAt) / 1_000;
  }

  #cached<T>(loaded: Loaded<T>): Cached<T> {
    return { value: loaded.value, ageSeconds: Math.max(0, this.#ageOf(loaded)) };
  }
}

function outcomeOf(bypassed: boolean, freshness: string): 'hit' | 'miss' | 'bypassed' {
  if (bypassed) return 'bypassed';
  return freshness === 'expired' ? 'miss' : 'hit';
}

/** What is not what it should be (another version wrote it) is no hit. */
function parse<S extends z.ZodType>(key: CacheKey<S>, text: string | null): Loaded<z.output<S>> | undefined {
  if (text === null) return undefined;
  let stored: { loadedAt?: unknown; value?: unknown } | null;
  try {
    stored = JSON.parse(text) as typeof stored;
  } catch {
    return undefined;
  }
  const value = key.schema.safeParse(stored?.value);
  return value.success && typeof stored?.loadedAt === 'number'
    ? { value: value.data, loadedAt: stored.loadedAt }
    : undefined;
}
