import { Injectable } from '@nestjs/common';
import {
  issueActorToken,
  refuse,
  type Actor,
  type Person,
  type ReasonOf,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { ACTOR_TOKEN_LIFETIME_SECONDS, signActorToken } from '@gatehouse/messaging';
import { Clock } from '@gatehouse/service-host';
import { ActorKeyRing } from '../actor-token/actor-key-ring.js';
import { decideTokenSeconds } from '../actor-token/actor-key.rules.js';
import { PersonDirectory } from '../person/person-directory.js';
import { SESSION_LIFE } from '../session/session-life.js';
import { digestOf } from '../session/session-token.js';
import type { SessionEntity } from '../session/session.entity.js';
import { SessionRepository } from '../session/session.repository.js';
import { decideSession } from '../session/session.rules.js';

const MESSAGES: Record<ReasonOf<typeof issueActorToken>, string> = {
  SESSION_INVALID: 'This session does not exist, or it was ended. Sign in again.',
  SESSION_EXPIRED: 'Your session has run out. Sign in again.',
};

@Injectable()
export class IssueActorToken {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly people: PersonDirectory,
    private readonly keyRing: ActorKeyRing,
    private readonly clock: Clock,
  ) {}

  async execute({ sessionToken }: RequestOf<typeof issueActorToken>): Promise<ReplyOf<typeof issueActorToken>> {
    const now = this.clock.now();
    const session = await this.sessions.findByDigest(digestOf(sessionToken));
    if (!session) throw refused('SESSION_INVALID');
    const decision = decideSession(session, now, SESSION_LIFE);
    if (!decision.live) throw refused(decision.because);
    const person = this.people.find(session.personId);
    if (!person) throw refused('SESSION_INVALID');
    const lifetimeSeconds = decideTokenSeconds(decision.expiresAt, now, ACTOR_TOKEN_LIFETIME_SECONDS);
    if (lifetimeSeconds === 0) throw refused('SESSION_EXPIRED');

    const token = await signActorToken(actorOf(person, session), await this.keyRing.signer(), { now, lifetimeSeconds });
    await this.sessions.touch(session.sessionId, now);
    return {
      actorToken: token.reveal(),
      expiresAt: new Date(Math.floor(now.getTime() / 1_000) * 1_000 + lifetimeSeconds * 1_000).toISOString(),
      sessionId: session.sessionId,
      sessionExpiresAt: decision.expiresAt.toISOString(),
      person,
    };
  }
}

function actorOf(person: Person, session: SessionEntity): Actor {
  return {
    kind: 'person',
    id: person.personId,
    displayName: person.displayName,
    groups: person.groups,
    privileges: person.privileges,
    signedInBy: session.signedInBy,
    sessionId: session.sessionId,
  };
}

function refused(reason: ReasonOf<typeof issueActorToken>): Error {
  return refuse(issueActorToken, reason, MESSAGES[reason]);
}
