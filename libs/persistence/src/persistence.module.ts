import type { NatsConnection } from '@nats-io/transport-node';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { EventPublisher, importSigningKey, type EventEnvelope } from '@gatehouse/messaging';
import { Clock, HealthChecks, NATS_CONNECTION, PlatformConfig } from '@gatehouse/service-host';
import { currentTraceId, currentTraceparent, Logger } from '@gatehouse/telemetry';
import { AuditTrail } from './audit/audit-trail.js';
import { CheckpointWriter } from './audit/checkpoint-writer.js';
import { Database } from './database/database.js';
import type { Entities } from './database/open-data-source.js';
import { openDatabase } from './database/open-database.js';
import { Inbox } from './inbox/inbox.js';
import { EffectWriter } from './ledger/effect-writer.js';
import type { MigrationSource } from './migrations/migration.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxRelay } from './outbox/outbox-relay.js';
import { PersistenceLifecycle } from './persistence-lifecycle.js';

/** What a service keeps, and under which name. */
export interface PersistenceOptions {
  /** The service's name; its schema is this with `_` for `-`. */
  readonly service: string;
  readonly entities?: Entities;
  /** The service's own, in order; those of libs that it uses (e.g. `taskMigrations`) come first. */
  readonly migrations: readonly MigrationSource[];
  /** Connections of the pool at most. Default 10. */
  readonly poolSize?: number;
}

@Module({})
export class PersistenceModule {
  /**
   * Gives a service its `Database`, `Outbox`, `AuditTrail`, `EffectWriter` and `Inbox`, everywhere in it. Boot waits for
   * Postgres and runs the migrations; the relay and the checkpoints run until the service stops.
   */
  static forService(options: PersistenceOptions): DynamicModule {
    const { service } = options;
    const providers: Provider[] = [
      {
        provide: Database,
        inject: [PlatformConfig, Logger, Clock, HealthChecks],
        useFactory: async (config: PlatformConfig, logger: Logger, clock: Clock, health: HealthChecks) => {
          const onTrouble = (message: string) => logger.warn({}, message);
          const url = config.requireDatabaseUrl();
          const database = await openDatabase({ ...options, url, onTrouble, now: () => clock.now() });
          health.add('postgres', () => database.ping());
          return database;
        },
      },
      {
        provide: Outbox,
        inject: [Clock],
        useFactory: (clock: Clock) => new Outbox({ service, now: () => clock.now(), traceparent: currentTraceparent }),
      },
      { provide: AuditTrail, useFactory: () => new AuditTrail(currentTraceId) },
      { provide: Inbox, useFactory: () => new Inbox() },
      {
        provide: EffectWriter,
        inject: [Database, AuditTrail, Outbox],
        useFactory: (database: Database, trail: AuditTrail, outbox: Outbox) =>
          new EffectWriter(database, trail, outbox),
      },
      {
        provide: PersistenceLifecycle,
        inject: [Database, EffectWriter, PlatformConfig, Logger, NATS_CONNECTION],
        useFactory: background,
      },
    ];
    return {
      module: PersistenceModule,
      global: true,
      providers,
      exports: [Database, Outbox, AuditTrail, Inbox, EffectWriter],
    };
  }
}

// eslint-disable-next-line max-params -- Nest passes what is injected one by one
function background(
  database: Database,
  effects: EffectWriter,
  config: PlatformConfig,
  logger: Logger,
  connection: NatsConnection,
): PersistenceLifecycle {
  const events = new EventPublisher(connection, database.service);
  const url = config.requireDatabaseUrl();
  const publish = (event: EventEnvelope, json: string, after?: string) => events.publishJson(event, json, after);
  const relay = new OutboxRelay({ database, url, logger, publish });
  const { serviceKey } = config;
  const checkpoints = serviceKey && new CheckpointWriter(database, () => importSigningKey(serviceKey), logger);
  return new PersistenceLifecycle({ database, effects, relay, checkpoints });
}
