import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { connect } from '@nats-io/transport-node';
import { testNats } from './test-nats.js';
import { testPostgres, type TestPostgres } from './test-postgres.js';
import { testRedis, testRedisServer } from './test-redis.js';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('testPostgres', () => {
  const options = {
    service: 'two-words',
    prepare: (url: string) => ask(url, 'CREATE TABLE thing (id int PRIMARY KEY)'),
  };
  let one: TestPostgres;
  let two: TestPostgres;

  beforeAll(async () => {
    [one, two] = await Promise.all([testPostgres(options), testPostgres(options)]);
  });

  afterAll(async () => {
    await Promise.all([one.drop(), two.drop()]);
  });

  it('gives each file its own migrated database', async () => {
    await ask(one.url, 'INSERT INTO two_words.thing VALUES (1)');
    expect(await ask(two.url, 'SELECT * FROM thing')).toEqual([]);
  });

  it('connects as a role that may not make schemas or see other databases', async () => {
    await expect(ask(one.url, 'CREATE SCHEMA other')).rejects.toThrow('permission denied');
    expect(await ask(one.url, 'SELECT current_user')).toEqual([{ current_user: 'test_two_words' }]);
  });
});

describe('testRedis', () => {
  it('gives each caller an empty database of its own', async () => {
    const [one, two] = await Promise.all([testRedis(), testRedis()]);
    const [first, second] = [new Redis(one.url), new Redis(two.url)];
    await first.set('key', 'value');
    expect(await second.get('key')).toBeNull();
    await one.stop();
    expect(await first.get('key')).toBeNull();
    await two.stop();
    first.disconnect();
    second.disconnect();
  });

  it('gives a server that can go away and come back', async () => {
    const server = await testRedisServer();
    await server.stop();
    await server.start();
    const redis = new Redis(server.url);
    expect(await redis.ping()).toBe('PONG');
    redis.disconnect();
    await server.stop();
  });
});

describe('testNats', () => {
  it('gives a server that nobody else hears', async () => {
    const [one, two] = await Promise.all([testNats(), testNats()]);
    expect(one.url).not.toBe(two.url);
    const connection = await connect({ servers: one.url });
    expect(connection.info?.jetstream).toBe(true);
    await connection.close();
    await Promise.all([one.stop(), two.stop()]);
  });
});
