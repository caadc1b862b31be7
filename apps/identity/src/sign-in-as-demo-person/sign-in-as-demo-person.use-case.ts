import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { refuse, signInAsDemoPerson, type Person, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { PersonDirectory } from '../person/person-directory.js';
import { SESSION_LIFE } from '../session/session-life.js';
import { SessionRecords, type SignInClient } from '../session/session-records.js';
import { digestOf, newSessionToken } from '../session/session-token.js';
import { SessionRepository } from '../session/session.repository.js';
import { expiryOf } from '../session/session.rules.js';

@Injectable()
export class SignInAsDemoPerson {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly people: PersonDirectory,
    private readonly records: SessionRecords,
    private readonly clock: Clock,
  ) {}

  async execute(request: RequestOf<typeof signInAsDemoPerson>): Promise<ReplyOf<typeof signInAsDemoPerson>> {
    if (!this.people.offersDemo) {
      throw refuse(
        signInAsDemoPerson,
        'DEMO_SIGN_IN_OFF',
        'Demo people can sign in only while the embedded organization is in use. Sign in as your organization set it up.',
      );
    }
    const person = this.people.find(request.personId);
    if (!person) throw await this.#refuseStranger(request.personId, request.client);
    return this.#start(person, request.client);
  }

  async #start(person: Person, client: SignInClient): Promise<ReplyOf<typeof signInAsDemoPerson>> {
    const token = newSessionToken();
    const now = this.clock.now();
    const session = {
      sessionId: randomUUID(),
      tokenDigest: digestOf(token.reveal()),
      personId: person.personId,
      signedInBy: 'demo',
      startedAt: now,
      lastUsedAt: now,
      endedAt: null,
    };
    await this.database.transaction(async (tx) => {
      await this.sessions.add(tx, session);
      await this.records.started(tx, session, client);
    });
    return {
      sessionToken: token.reveal(),
      sessionId: session.sessionId,
      expiresAt: expiryOf(now, SESSION_LIFE).toISOString(),
      person,
    };
  }

  async #refuseStranger(personId: string, client: SignInClient): Promise<Error> {
    await this.database.transaction((tx) => this.records.refused(tx, personId, client));
    const names = this.people.demoPeople().map((person) => person.personId);
    return refuse(
      signInAsDemoPerson,
      'PERSON_UNKNOWN',
      `There is no demo person with this id. Choose one of ${names.join(', ')}.`,
    );
  }
}
