export { CacheModule } from './cache.module.js';
export { Cache, type Cached } from './cache.js';
export { RedisCacheStore, type CacheStore } from './cache-store.js';
export { defineKey, type CacheKey, type KeyDefinition, type KeyFamily } from './define-key.js';
