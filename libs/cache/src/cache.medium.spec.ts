import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '@gatehouse/contracts';
import { FakeClock, testRedis, testRedisServer, type TestRedis } from '@gatehouse/testing';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { Cache } from './cache.js';
import { RedisCacheStore } from './cache-store.js';
import { defineKey, redisKeyOf } from './define-key.js';

const account = defineKey({
  name: 'account',
  schema: z.object({ name: z.string() }),
  ttlSeconds: 60,
  staleSeconds: 600,
});

let redis: TestRedis;
let store: RedisCacheStore;
let admin: Redis;
beforeAll(async () => {
  redis = await testRedis();
  store = new RedisCacheStore(new Secret(redis.url), 'test');
  admin = new Redis(redis.url);
  await admin.ping();
});
afterAll(async () => {
  await store.close();
  admin.disconnect();
  await redis.stop();
});

/** A source of truth that counts how often it is asked. */
function aSource(names: readonly string[], milliseconds = 0) {
  const source = {
    asked: 0,
    load: async () => {
      const name = names[Math.min(source.asked, names.length - 1)] ?? '';
      source.asked += 1;
      await delay(milliseconds);
      if (name === 'fails') throw new Error('the truth is away');
      return { name };
    },
  };
  return source;
}

function aCache() {
  const clock = new FakeClock();
  return { clock, cache: new Cache('inventory', store, () => clock.now()) };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300 && !(await condition()); tries += 1) await delay(10);
  expect(await condition()).toBe(true);
}

const kept = (id: string) => until(async () => (await admin.exists(redisKeyOf('inventory', account.of(id)))) === 1);

describe(Cache, () => {
  it('loads once and then says how old the value is', async () => {
    const { cache, clock } = aCache();
    const source = aSource(['one', 'two']);
    expect(await cache.read(account.of('1'), source.load)).toEqual({ value: { name: 'one' }, ageSeconds: 0 });
    await kept('1');
    clock.advance(4);
    expect(await cache.read(account.of('1'), source.load)).toEqual({ value: { name: 'one' }, ageSeconds: 4 });
    expect(source.asked).toBe(1);
  });

  it('shares one load among all who ask at the same time', async () => {
    const { cache } = aCache();
    const source = aSource(['one', 'two'], 30);
    const answers = await Promise.all(Array.from({ length: 50 }, () => cache.read(account.of('2'), source.load)));
    expect(new Set(answers.map(({ value }) => value.name))).toEqual(new Set(['one']));
    expect(source.asked).toBe(1);
  });

  it('gives a stale value at once and loads a new one meanwhile', async () => {
    const { cache, clock } = aCache();
    const source = aSource(['old', 'new'], 20);
    await cache.read(account.of('3'), source.load);
    await kept('3');
    clock.advance(120);
    expect(await cache.read(account.of('3'), source.load)).toEqual({ value: { name: 'old' }, ageSeconds: 120 });
    await until(async () => (await cache.read(account.of('3'), source.load)).value.name === 'new');
    expect(source.asked).toBe(2);
  });

  it('goes on giving a stale value while the truth is away, and no longer when it is too old', async () => {
    const { cache, clock } = aCache();
    const source = aSource(['old', 'fails']);
    await cache.read(account.of('4'), source.load);
    await kept('4');
    clock.advance(120);
    expect((await cache.read(account.of('4'), source.load)).value.name).toBe('old');
    await delay(20);
    expect((await cache.read(account.of('4'), source.load)).value.name).toBe('old');
    clock.advance(600);
    await expect(cache.read(account.of('4'), source.load)).rejects.toThrow('the truth is away');
  });

  it('does not remember a failure', async () => {
    const { cache } = aCache();
    const source = aSource(['fails', 'one']);
    await expect(cache.read(account.of('5'), source.load)).rejects.toThrow('the truth is away');
    expect((await cache.read(account.of('5'), source.load)).value.name).toBe('one');
  });

  it('loads again what was forgotten, also when it was being loaded just then', async () => {
    const { cache } = aCache();
    const source = aSource(['old', 'new'], 30);
    const early = cache.read(account.of('6'), source.load);
    await delay(10);
    await cache.forget(account.of('6'));
    expect((await cache.read(account.of('6'), source.load)).value.name).toBe('new');
    expect((await early).value.name).toBe('old');
    await kept('6');
    expect((await cache.read(account.of('6'), source.load)).value.name).toBe('new');
    expect(source.asked).toBe(2);
  });

  it.each([
    ['no JSON'],
    ['{"loadedAt":1}'],
    ['{"value":{"name":"x"}}'],
    ['null'],
    ['{"loadedAt":1e15,"value":{"name":"future"}}'],
  ])('loads again when Redis holds %j', async (text) => {
    const { cache } = aCache();
    await admin.set(redisKeyOf('inventory', account.of('7')), text);
    expect((await cache.read(account.of('7'), aSource(['one']).load)).value.name).toBe('one');
  });

  it('loads again after Redis was emptied', async () => {
    const { cache } = aCache();
    const source = aSource(['one', 'two']);
    await cache.read(account.of('8'), source.load);
    await kept('8');
    await admin.flushdb();
    expect((await cache.read(account.of('8'), source.load)).value.name).toBe('two');
  });

  it('keeps values apart whatever their parts are', async () => {
    const keys = [account, account.of('a', 'b'), account.of('a/b'), account.of('a:b'), account.of('x'.repeat(500))];
    expect(new Set(keys.map((key) => redisKeyOf('inventory', key))).size).toBe(keys.length);
  });

  it('reads from the truth while Redis is away, quickly, and uses it again when it is back', async () => {
    const server = await testRedisServer();
    const own = new RedisCacheStore(new Secret(server.url), 'test');
    const cache = new Cache('inventory', own);
    const source = aSource(['one', 'two', 'three', 'four']);
    await until(async () =>
      own.get('x').then(
        () => true,
        () => false,
      ),
    );
    await cache.read(account, source.load);
    await server.stop();
    const began = Date.now();
    expect((await cache.read(account, source.load)).value.name).toBe('two');
    await cache.forget(account);
    expect((await cache.read(account, source.load)).value.name).toBe('three');
    expect(Date.now() - began).toBeLessThan(1_500);
    await server.start();
    await until(async () =>
      own.get('x').then(
        () => true,
        () => false,
      ),
    );
    await cache.read(account, source.load);
    await until(async () => (await own.get(redisKeyOf('inventory', account))) !== null);
    const asked = source.asked;
    await cache.read(account, source.load);
    expect(source.asked).toBe(asked);
    await own.close();
    await server.stop();
  });
});

describe(defineKey, () => {
  it.each([
    [{ name: 'Not Kebab', ttlSeconds: 1 }, 'not the name of a cache key'],
    [{ name: 'x', ttlSeconds: 0 }, 'needs ttlSeconds above 0'],
  ])('refuses %j', (definition, complaint) => {
    expect(() => defineKey({ ...definition, schema: z.string() })).toThrow(complaint);
  });
});
