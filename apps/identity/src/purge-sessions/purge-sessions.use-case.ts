import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { SESSION_LIFE } from '../session/session-life.js';
import { SessionRepository } from '../session/session.repository.js';
import { overBefore } from '../session/session.rules.js';

/** Removes sessions that can never be used again; what they did is in the audit trail. */
@Injectable()
export class PurgeSessions {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<number> {
    const moment = overBefore(this.clock.now(), SESSION_LIFE);
    return this.database.transaction((tx) => this.sessions.removeStartedBefore(tx, moment));
  }
}
