import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Person, Secret } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { SESSION_LIFE } from './session-life.js';
import { SessionRecords, type SignInClient } from './session-records.js';
import { digestOf, newSessionToken } from './session-token.js';
import { SessionRepository } from './session.repository.js';
import { expiryOf } from './session.rules.js';

/** A session that has just begun, with the only copy of its token. */
export interface StartedSession {
  readonly sessionToken: Secret;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Where every way of signing in ends: in a session, or in the record of a try. */
@Injectable()
export class SessionStarter {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly records: SessionRecords,
    private readonly clock: Clock,
  ) {}

  async start(person: Person, signedInBy: string, client: SignInClient): Promise<StartedSession> {
    const sessionToken = newSessionToken();
    const now = this.clock.now();
    const session = {
      sessionId: randomUUID(),
      tokenDigest: digestOf(sessionToken.reveal()),
      personId: person.personId,
      signedInBy,
      startedAt: now,
      lastUsedAt: now,
      endedAt: null,
    };
    await this.database.transaction(async (tx) => {
      await this.sessions.add(tx, session);
      await this.records.started(tx, session, client);
    });
    return { sessionToken, sessionId: session.sessionId, expiresAt: expiryOf(now, SESSION_LIFE) };
  }

  /** Writes down that somebody claimed to be a person who is not known. */
  async recordRefusal(claimedId: string, client: SignInClient): Promise<void> {
    await this.database.transaction((tx) => this.records.refused(tx, claimedId, client));
  }
}
