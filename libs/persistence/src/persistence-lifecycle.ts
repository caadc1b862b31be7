import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { CheckpointWriter } from './audit/checkpoint-writer.js';
import type { Database } from './database/database.js';
import type { EffectWriter } from './ledger/effect-writer.js';
import type { OutboxRelay } from './outbox/outbox-relay.js';

/** What runs beside the requests. */
export interface PersistenceParts {
  readonly database: Database;
  readonly effects: EffectWriter;
  readonly relay: OutboxRelay;
  /** Absent when the service has no key to sign with. */
  readonly checkpoints: CheckpointWriter | undefined;
}

/** Starts the relay and the checkpoints with the service, and ends them, and then the pool, after everything else. */
export class PersistenceLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(private readonly parts: PersistenceParts) {}

  onApplicationBootstrap(): void {
    this.parts.relay.start();
    this.parts.checkpoints?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.parts.effects.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.relay.stop();
    await this.parts.checkpoints?.stop();
    await this.parts.database.close();
  }
}
