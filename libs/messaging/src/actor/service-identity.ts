import type { Actor } from '@gatehouse/contracts';
import { signActorToken, type ActorSigningKey } from './actor-token.js';
import { ACTOR_TOKEN_LIFETIME_SECONDS, type VerifiedActor } from './verified-actor.js';

/** A token is renewed when less than this is left of it, so that it does not expire on its way. */
const RENEW_BEFORE_SECONDS = 60;

/** A service acting for itself: in tasks, subscribers, and before anybody has signed in. */
export class ServiceIdentity {
  readonly #actor: Actor;
  readonly #signer: () => Promise<ActorSigningKey>;
  readonly #now: () => Date;
  #current: { readonly actor: Promise<VerifiedActor>; readonly renewAt: number } | undefined;

  /** `signer` may throw (no key configured): then `actor()` does. */
  constructor(service: string, signer: () => Promise<ActorSigningKey>, now: () => Date) {
    this.#actor = {
      kind: 'service',
      id: `service:${service}`,
      displayName: service,
      groups: [],
      privileges: [],
      signedInBy: 'service',
      sessionId: `service:${service}`.slice(0, 64),
    };
    this.#signer = signer;
    this.#now = now;
  }

  /** The service's own actor with a token that lives for another minute at least. */
  actor(): Promise<VerifiedActor> {
    const now = this.#now();
    if (this.#current && now.getTime() < this.#current.renewAt) return this.#current.actor;
    const actor = this.#sign(now);
    const current = { actor, renewAt: now.getTime() + (ACTOR_TOKEN_LIFETIME_SECONDS - RENEW_BEFORE_SECONDS) * 1_000 };
    this.#current = current;
    actor.catch(() => {
      if (this.#current === current) this.#current = undefined;
    });
    return actor;
  }

  async #sign(now: Date): Promise<VerifiedActor> {
    const token = await signActorToken(this.#actor, await this.#signer(), {
      now,
      lifetimeSeconds: ACTOR_TOKEN_LIFETIME_SECONDS,
    });
    return { ...this.#actor, token };
  }
}
