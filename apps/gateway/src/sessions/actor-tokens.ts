import { createHash } from 'node:crypto';
import { issueActorToken } from '@gatehouse/contracts';
import type { ActorVerifier, ServiceClient, ServiceIdentity, VerifiedActor } from '@gatehouse/messaging';

/** What exchanging a session needs. */
export interface ActorTokenSources {
  readonly services: Pick<ServiceClient, 'call'>;
  readonly identity: Pick<ServiceIdentity, 'actor'>;
  readonly verifier: Pick<ActorVerifier, 'verify'>;
  readonly now: () => Date;
}

interface Held {
  readonly actor: VerifiedActor;
  readonly renewAt: number;
}

const MOST_HELD = 10_000;
/** A token is exchanged anew when less than this is left of it, so that none expires on its way through the services. */
const RENEW_BEFORE_MILLISECONDS = 20_000;

/**
 * Exchanges sessions for actor tokens, and holds each for its life, so that identity is asked once in five minutes and
 * not once per request. Bounded: the sessions that were used longest ago go first. Session tokens themselves are not held.
 */
export class ActorTokens {
  readonly #sources: ActorTokenSources;
  readonly #held = new Map<string, Held>();
  readonly #asking = new Map<string, Promise<VerifiedActor>>();

  constructor(sources: ActorTokenSources) {
    this.#sources = sources;
  }

  /** The actor of a session that is held already; asks nobody. */
  peek(sessionToken: string): VerifiedActor | undefined {
    const key = keyOf(sessionToken);
    const held = this.#held.get(key);
    if (!held) return undefined;
    this.#held.delete(key);
    if (held.renewAt <= this.#sources.now().getTime()) return undefined;
    this.#held.set(key, held);
    return held.actor;
  }

  /** The actor of a session. Throws `unauthenticated` when the session is over, forged or unknown. */
  async actorOf(sessionToken: string): Promise<VerifiedActor> {
    const held = this.peek(sessionToken);
    if (held) return held;
    const key = keyOf(sessionToken);
    const asking = this.#asking.get(key) ?? this.#ask(key, sessionToken);
    return asking;
  }

  /** Drops what is held of a session that was ended, also when the answer about it is still on its way. */
  forget(sessionToken: string): void {
    const key = keyOf(sessionToken);
    this.#held.delete(key);
    this.#asking.delete(key);
  }

  #ask(key: string, sessionToken: string): Promise<VerifiedActor> {
    const asking = this.#exchange(sessionToken).then(
      (held) => {
        if (this.#asking.get(key) === asking) this.#hold(key, held);
        return held.actor;
      },
      (error: unknown) => {
        if (this.#asking.get(key) === asking) this.#asking.delete(key);
        throw error;
      },
    );
    this.#asking.set(key, asking);
    return asking;
  }

  async #exchange(sessionToken: string): Promise<Held> {
    const { services, identity, verifier } = this.#sources;
    const reply = await services.call(issueActorToken, await identity.actor(), { sessionToken });
    const actor = await verifier.verify(reply.actorToken);
    return { actor, renewAt: Date.parse(reply.expiresAt) - RENEW_BEFORE_MILLISECONDS };
  }

  #hold(key: string, held: Held): void {
    this.#asking.delete(key);
    this.#held.set(key, held);
    if (this.#held.size <= MOST_HELD) return;
    const oldest = this.#held.keys().next();
    if (!oldest.done) this.#held.delete(oldest.value);
  }
}

function keyOf(sessionToken: string): string {
  return createHash('sha256').update(sessionToken).digest('base64');
}
