import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { IsNull, LessThan, type EntityManager } from 'typeorm';
import { SessionEntity } from './session.entity.js';

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  findByDigest(tokenDigest: Buffer): Promise<SessionEntity | null> {
    return this.database.manager.findOneBy(SessionEntity, { tokenDigest });
  }

  async add(tx: EntityManager, session: SessionEntity): Promise<void> {
    await tx.insert(SessionEntity, session);
  }

  /** Never moves backwards, so that a replica with a slow clock shortens nobody's session. */
  async touch(sessionId: string, usedAt: Date): Promise<void> {
    await this.database.transaction((tx) =>
      tx.update(SessionEntity, { sessionId, endedAt: IsNull(), lastUsedAt: LessThan(usedAt) }, { lastUsedAt: usedAt }),
    );
  }

  /** False when somebody else ended it first. */
  async end(tx: EntityManager, sessionId: string, endedAt: Date): Promise<boolean> {
    const { affected } = await tx.update(SessionEntity, { sessionId, endedAt: IsNull() }, { endedAt });
    return affected === 1;
  }

  /** Removes sessions that began before the given moment; says how many. */
  async removeStartedBefore(tx: EntityManager, moment: Date): Promise<number> {
    const { affected } = await tx.delete(SessionEntity, { startedAt: LessThan(moment) });
    return affected ?? 0;
  }
}
