import { Injectable } from '@nestjs/common';
import { ConsoleLinkFailure, ConsoleLinks, decideDestination, type RoleSession } from '@gatehouse/aws';
import { openConsole, refuse, type RequestOf, type Secret } from '@gatehouse/contracts';
import { Logger } from '@gatehouse/telemetry';

/** Console links, with the refusals that the contract declares. */
@Injectable()
export class ConsoleLinkMaker {
  constructor(
    private readonly links: ConsoleLinks,
    private readonly log: Logger,
  ) {}

  destinationOf(request: RequestOf<typeof openConsole>): string {
    const decision = decideDestination(this.links.place, request);
    if (!decision.allowed) throw refuse(openConsole, 'DESTINATION_NOT_ALLOWED', decision.because);
    return decision.url;
  }

  async signInUrl(session: RoleSession, destination: string): Promise<Secret> {
    try {
      return await this.links.signInUrl(session, destination);
    } catch (error) {
      if (!(error instanceof ConsoleLinkFailure)) throw error;
      this.log.warn({ status: error.status }, 'The federation endpoint gave no sign-in token.');
      throw refuse(openConsole, 'STS_UNAVAILABLE', "AWS's sign-in does not answer right now. Try again in a moment.");
    }
  }
}
