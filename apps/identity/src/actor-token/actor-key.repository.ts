import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import { ActorKeyEntity } from './actor-key.entity.js';

@Injectable()
export class ActorKeyRepository {
  constructor(private readonly database: Database) {}

  /** All that are kept: a handful. */
  list(manager: EntityManager = this.database.manager): Promise<ActorKeyEntity[]> {
    return manager.find(ActorKeyEntity);
  }

  /** One replica at a time decides about keys, until its transaction ends. */
  async takeTurns(tx: EntityManager): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('gatehouse identity actor_key'))`);
  }

  async add(tx: EntityManager, key: ActorKeyEntity): Promise<void> {
    await tx.insert(ActorKeyEntity, key);
  }

  /** Removes keys made at or before the given moment; says how many. */
  async removeCreatedBefore(tx: EntityManager, moment: Date): Promise<number> {
    const { affected } = await tx.delete(ActorKeyEntity, { createdAt: LessThanOrEqual(moment) });
    return affected ?? 0;
  }
}
