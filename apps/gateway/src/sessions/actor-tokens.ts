import { hash } from 'node:crypto';
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
/** Sessions that ended lately, so that an answer about one of them that is still on its way is not held. */
const MOST_ENDED = 1_000;
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
  readonly #ended = new Set<string>();

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

  /** Drops what is held of a session that was ended elsewhere, also when the answer about it is still on its way. */
  forgetSession(sessionId: string): void {
    this.#ended.add(sessionId);
    dropOldest(this.#ended, MOST_ENDED);
    for (const [key, { actor }] of this.#held) if (sessionIdOf(actor) === sessionId) this.#held.delete(key);
  }

  /** Drops everything that is held: any of it may have been ended without this replica's hearing of it. */
  forgetAll(): void {
    this.#held.clear();
    this.#asking.clear();
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
    if (this.#ended.has(sessionIdOf(held.actor) ?? '')) return;
    this.#held.set(key, held);
    dropOldest(this.#held, MOST_HELD);
  }
}

function sessionIdOf(actor: VerifiedActor): string | undefined {
  return actor.kind === 'person' ? actor.sessionId : undefined;
}

function dropOldest(held: Map<string, unknown> | Set<string>, most: number): void {
  if (held.size <= most) return;
  const oldest = held.keys().next();
  if (!oldest.done) held.delete(oldest.value);
}

function keyOf(sessionToken: string): string {
  return hash('sha256', sessionToken, 'base64');
}
