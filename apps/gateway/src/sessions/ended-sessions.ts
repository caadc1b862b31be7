import type { OnApplicationBootstrap } from '@nestjs/common';
import { personSignedOut } from '@gatehouse/contracts';
import type { Hearing } from '@gatehouse/service-host';
import type { ActorTokens } from './actor-tokens.js';

/** Ends here what was ended at another replica: without it, an actor token would be good for the rest of its life. */
export class EndedSessions implements OnApplicationBootstrap {
  constructor(
    private readonly hearing: Hearing,
    private readonly actorTokens: ActorTokens,
  ) {}

  onApplicationBootstrap(): void {
    this.hearing.hear({
      event: personSignedOut,
      handle: ({ sessionId }) => this.actorTokens.forgetSession(sessionId),
      missing: () => this.actorTokens.forgetAll(),
    });
  }
}
