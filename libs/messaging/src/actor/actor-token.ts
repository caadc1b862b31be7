import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { Secret, type Actor } from '@gatehouse/contracts';
import {
  ACTOR_AUDIENCE,
  ACTOR_TOKEN_LIFETIME_SECONDS,
  IDENTITY_ISSUER,
  issuerOfService,
  type VerifiedActor,
} from './verified-actor.js';

/** A private Ed25519 key with the id that its public half is found by. */
export interface ActorSigningKey {
  /** `service:<name>` for services; anything else for identity's keys. */
  readonly kid: string;
  readonly key: CryptoKey;
}

export interface SigningOptions {
  readonly now: Date;
  /** At most 300 seconds. */
  readonly lifetimeSeconds: number;
}

/** Reads a private Ed25519 JWK. Throws when it is another kind of key or has no `kid`. */
export async function importSigningKey(jwk: Secret<JWK>): Promise<ActorSigningKey> {
  const { kid, kty, crv, d } = jwk.reveal();
  if (kid === undefined || kty !== 'OKP' || crv !== 'Ed25519' || d === undefined) {
    throw new Error('Not a signing key for actors: a private JWK of kty OKP, crv Ed25519, with a kid is needed.');
  }
  return { kid, key: (await importJWK(jwk.reveal(), 'EdDSA')) as CryptoKey };
}

/**
 * Signs a token that says who acts. Throws when it would live longer than five minutes, or when the key may not speak
 * for this actor (services for themselves only, identity for people only).
 */
export async function signActorToken(actor: Actor, signer: ActorSigningKey, options: SigningOptions): Promise<Secret> {
  if (options.lifetimeSeconds < 1 || options.lifetimeSeconds > ACTOR_TOKEN_LIFETIME_SECONDS) {
    throw new Error(`An actor token lives 1 to ${ACTOR_TOKEN_LIFETIME_SECONDS} s, not ${options.lifetimeSeconds} s.`);
  }
  const issuer = issuerFor(actor, signer.kid);
  const issuedAt = Math.floor(options.now.getTime() / 1_000);
  const token = await new SignJWT({ actor })
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(ACTOR_AUDIENCE)
    .setSubject(actor.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + options.lifetimeSeconds)
    .sign(signer.key);
  return new Secret(token);
}

/** The actor together with its token; the form that handlers get and `ServiceClient.call` takes. */
export function verifiedActor(actor: Actor, token: Secret): VerifiedActor {
  return { ...actor, token };
}

function issuerFor(actor: Actor, kid: string): string {
  if (actor.kind === 'service') {
    if (kid !== actor.id) throw new Error(`The key ${kid} cannot sign for ${actor.id}: services sign for themselves.`);
    return issuerOfService(actor.id);
  }
  if (kid.startsWith('service:')) throw new Error(`The key ${kid} cannot sign for people; only identity does that.`);
  return IDENTITY_ISSUER;
}
