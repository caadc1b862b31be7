import { Injectable } from '@nestjs/common';
import { personSignedIn, personSignedOut } from '@gatehouse/contracts';
import { AuditTrail, Outbox } from '@gatehouse/persistence';
import type { EntityManager } from 'typeorm';
import type { SessionEntity } from './session.entity.js';

/** Where a sign-in came from, as the gateway saw it. */
export interface SignInClient {
  readonly ipAddress: string;
  readonly userAgent: string;
}

/** What is written down about sessions: in the audit trail, and for the others as events. */
@Injectable()
export class SessionRecords {
  constructor(
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  async started(tx: EntityManager, session: SessionEntity, client: SignInClient): Promise<void> {
    const { personId, sessionId, signedInBy, startedAt } = session;
    await this.audit.record(tx, {
      action: 'session.started',
      actorId: personId,
      actorSessionId: sessionId,
      subject: sessionId,
      outcome: 'succeeded',
      details: { signedInBy, ipAddress: client.ipAddress, userAgent: client.userAgent },
    });
    await this.outbox.record(tx, personSignedIn, {
      personId,
      sessionId,
      signedInBy,
      signedInAt: startedAt.toISOString(),
    });
  }

  async refused(tx: EntityManager, claimedId: string, client: SignInClient): Promise<void> {
    await this.audit.record(tx, {
      action: 'session.started',
      actorId: 'service:gateway',
      subject: claimedId,
      outcome: 'refused',
      details: { ipAddress: client.ipAddress, userAgent: client.userAgent },
    });
  }

  async ended(tx: EntityManager, session: SessionEntity, endedAt: Date): Promise<void> {
    const { personId, sessionId } = session;
    await this.audit.record(tx, {
      action: 'session.ended',
      actorId: personId,
      actorSessionId: sessionId,
      subject: sessionId,
      outcome: 'succeeded',
    });
    await this.outbox.record(tx, personSignedOut, { personId, sessionId, signedOutAt: endedAt.toISOString() });
  }
}
