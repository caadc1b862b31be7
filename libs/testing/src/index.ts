export { testNats, type TestNats, type TestNatsOptions } from './servers/test-nats.js';
export { testPostgres, type TestPostgres, type TestPostgresOptions } from './servers/test-postgres.js';
export { testRedis, testRedisServer, type TestRedis, type TestRedisServer } from './servers/test-redis.js';
export { FakeClock } from './time/fake-clock.js';
