import type { Redis } from 'ioredis';
import { describe, expect, it } from '@jest/globals';
import { SharedCounts } from './shared-counts.js';

const MINUTE = 60_000;

/** Counts as Redis does, and answers when it is told to. */
class FakeRedis {
  status = 'ready';
  readonly asked: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #answers: ((isAnswered: boolean) => void)[] = [];

  readonly defineCommand = (): void => undefined;

  readonly countRequests = async (key: string, requests: number): Promise<[number, number]> => {
    this.asked.push(`${key.slice(key.lastIndexOf(':') + 1)}+${requests}`);
    const isAnswered = await new Promise<boolean>((resolve) => this.#answers.push(resolve));
    if (!isAnswered) throw new Error('Command timed out');
    const count = (this.#counts.get(key) ?? 0) + requests;
    this.#counts.set(key, count);
    return [count, 1_000];
  };

  /** Answers everything that it was asked so far, or lets it fail. */
  async answer(how: 'count' | 'fail' = 'count'): Promise<void> {
    for (const resolve of this.#answers.splice(0)) resolve(how === 'count');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const countsOf = (redis?: FakeRedis) => new SharedCounts(redis as unknown as Redis | undefined);
const places = async (counted: readonly Promise<{ current: number }>[]) =>
  (await Promise.all(counted)).map(({ current }) => current);

describe(SharedCounts, () => {
  it('asks at once, and gathers what comes until the answer, by key', async () => {
    const redis = new FakeRedis();
    const counts = countsOf(redis);
    const ada = [counts.count('ada', MINUTE), counts.count('ada', MINUTE), counts.count('ada', MINUTE)];
    const grace = [counts.count('grace', MINUTE)];
    expect(redis.asked).toEqual(['ada+1']);
    await redis.answer();
    expect(redis.asked).toEqual(['ada+1', 'ada+2', 'grace+1']);
    const later = [counts.count('ada', MINUTE)];
    await redis.answer();
    await redis.answer();
    expect(await places([...ada, ...later])).toEqual([1, 2, 3, 4]);
    expect(await places(grace)).toEqual([1]);
  });

  it('counts here what Redis did not answer, each once', async () => {
    const redis = new FakeRedis();
    const counts = countsOf(redis);
    const counted = [1, 2, 3].map(() => counts.count('ada', MINUTE));
    await redis.answer('fail');
    await redis.answer('fail');
    expect(await places(counted)).toEqual([1, 2, 3]);
    redis.status = 'reconnecting';
    expect(await places([counts.count('ada', MINUTE), counts.count('grace', MINUTE)])).toEqual([4, 1]);
  });

  it('counts here when there is no Redis', async () => {
    const counts = countsOf();
    expect(await places([1, 2, 3].map(() => counts.count('ada', MINUTE)))).toEqual([1, 2, 3]);
  });
});
