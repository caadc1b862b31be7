import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, PlatformConfig } from '@gatehouse/service-host';
import { Cache } from './cache.js';
import { RedisCacheStore } from './cache-store.js';

/** Closes the connection when everything else has ended. */
class CacheLifecycle implements OnApplicationShutdown {
  constructor(private readonly store: RedisCacheStore) {}

  onApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}

@Module({})
export class CacheModule {
  /** Gives a service its `Cache`, everywhere in it. Boot does not wait for Redis, and readiness does not need it. */
  static forService({ service }: { readonly service: string }): DynamicModule {
    return {
      module: CacheModule,
      global: true,
      providers: [
        {
          provide: RedisCacheStore,
          inject: [PlatformConfig],
          useFactory: (config: PlatformConfig) =>
            new RedisCacheStore(config.requireRedisUrl(), `gatehouse-${service}-cache`),
        },
        {
          provide: Cache,
          inject: [RedisCacheStore, Clock],
          useFactory: (store: RedisCacheStore, clock: Clock) => new Cache(service, store, () => clock.now()),
        },
        {
          provide: CacheLifecycle,
          inject: [RedisCacheStore],
          useFactory: (store: RedisCacheStore) => new CacheLifecycle(store),
        },
      ],
      exports: [Cache],
    };
  }
}
