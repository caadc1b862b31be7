import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { personSignedOut } from '@gatehouse/contracts';
import { hearEvents } from '@gatehouse/messaging';
import type { Logger } from '@gatehouse/telemetry';
import type { ActorTokens } from './actor-tokens.js';

/** Ends here what was ended at another replica: without it, an actor token would be good for the rest of its life. */
export class EndedSessions implements OnApplicationBootstrap, OnApplicationShutdown {
  #stop = () => {};

  constructor(
    private readonly connection: NatsConnection,
    private readonly actorTokens: ActorTokens,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { connection, actorTokens, log } = this;
    this.#stop = hearEvents({
      connection,
      event: personSignedOut,
      handle: ({ sessionId }) => actorTokens.forgetSession(sessionId),
      missing: () => actorTokens.forgetAll(),
      log,
    });
  }

  onApplicationShutdown(): void {
    this.#stop();
  }
}
