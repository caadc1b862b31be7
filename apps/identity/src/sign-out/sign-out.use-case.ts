import { Injectable } from '@nestjs/common';
import type { ReplyOf, RequestOf, signOut } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { SESSION_LIFE } from '../session/session-life.js';
import { SessionRecords } from '../session/session-records.js';
import { digestOf } from '../session/session-token.js';
import { SessionRepository } from '../session/session.repository.js';
import { decideSession } from '../session/session.rules.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly records: SessionRecords,
    private readonly clock: Clock,
  ) {}

  async execute({ sessionToken }: RequestOf<typeof signOut>): Promise<ReplyOf<typeof signOut>> {
    const session = await this.sessions.findByDigest(digestOf(sessionToken));
    const now = this.clock.now();
    if (!session || !decideSession(session, now, SESSION_LIFE).live) return { ended: false };

    const ended = await this.database.transaction(async (tx) => {
      const first = await this.sessions.end(tx, session.sessionId, now);
      if (first) await this.records.ended(tx, session, now);
      return first;
    });
    return { ended };
  }
}
