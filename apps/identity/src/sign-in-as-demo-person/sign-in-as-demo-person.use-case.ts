import { Injectable } from '@nestjs/common';
import { refuse, signInAsDemoPerson, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { PersonDirectory } from '../person/person-directory.js';
import { SessionStarter } from '../session/session-starter.js';

@Injectable()
export class SignInAsDemoPerson {
  constructor(
    private readonly people: PersonDirectory,
    private readonly sessions: SessionStarter,
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
    if (!person) {
      await this.sessions.recordRefusal(request.personId, request.client);
      const names = this.people.demoPeople().map(({ personId }) => personId);
      throw refuse(
        signInAsDemoPerson,
        'PERSON_UNKNOWN',
        `There is no demo person with this id. Choose one of ${names.join(', ')}.`,
      );
    }
    const { sessionToken, sessionId, expiresAt } = await this.sessions.start(person, 'demo', request.client);
    return { sessionToken: sessionToken.reveal(), sessionId, expiresAt: expiresAt.toISOString(), person };
  }
}
