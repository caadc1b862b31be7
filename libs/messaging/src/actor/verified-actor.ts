import type { Actor, Secret } from '@gatehouse/contracts';

/** An actor whose token was verified. Handlers receive it, and `ServiceClient.call` passes its token on. */
export type VerifiedActor = Actor & {
  /** The signed token itself, to act on behalf of the actor in further calls. */
  readonly token: Secret;
};

/** Who signs tokens of people. */
export const IDENTITY_ISSUER = 'gatehouse:identity';
/** Whom every actor token is meant for. */
export const ACTOR_AUDIENCE = 'gatehouse';
/** Longest life of an actor token, in seconds. */
export const ACTOR_TOKEN_LIFETIME_SECONDS = 300;
/** How far the clocks of two services may be apart, in seconds. */
export const CLOCK_SKEW_SECONDS = 30;

/** Who signs the tokens of a service: itself. */
export function issuerOfService(serviceId: string): string {
  return `gatehouse:${serviceId}`;
}
