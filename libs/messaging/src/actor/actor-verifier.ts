import { hash as hashOf } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
import { Actor, platformFailure, Secret, type ContractFailure } from '@gatehouse/contracts';
import type { ActorKeys } from './actor-keys.js';
import {
  ACTOR_AUDIENCE,
  ACTOR_TOKEN_LIFETIME_SECONDS,
  CLOCK_SKEW_SECONDS,
  IDENTITY_ISSUER,
  issuerOfService,
  type VerifiedActor,
} from './verified-actor.js';

const MAX_REMEMBERED = 10_000;
/** People in two thousand groups have long tokens; together they may take this many characters. */
const MAX_REMEMBERED_CHARACTERS = 32_000_000;
const MAX_TOKEN_CHARACTERS = 200_000;

interface Remembered {
  readonly actor: VerifiedActor;
  readonly expiresAtMilliseconds: number;
  readonly characters: number;
}

/**
 * Verifies actor tokens. Verified ones are remembered until they expire, by the hash of the token, so that the same
 * person's next request costs a hash instead of a signature check.
 */
export class ActorVerifier {
  readonly #keys: Pick<ActorKeys, 'find'>;
  readonly #now: () => Date;
  readonly #remembered = new Map<string, Remembered>();
  #characters = 0;

  constructor(keys: Pick<ActorKeys, 'find'>, now: () => Date) {
    this.#keys = keys;
    this.#now = now;
  }

  /**
   * The actor that the token speaks for. Throws `unauthenticated/ACTOR_INVALID` when it is malformed, forged, expired
   * or signed by a key that may not speak for this actor; `unavailable` when identity's keys cannot be had.
   */
  async verify(token: string): Promise<VerifiedActor> {
    if (token.length > MAX_TOKEN_CHARACTERS) throw refused('it is too long');
    const hash = hashOf('sha256', token, 'base64');
    const remembered = this.#remembered.get(hash);
    if (remembered) {
      if (remembered.expiresAtMilliseconds > this.#now().getTime()) return remembered.actor;
      this.#forget(hash, remembered);
      throw refused('it has expired');
    }
    const verified = await this.#check(token);
    this.#remember(hash, verified);
    return verified.actor;
  }

  /** Size of what is remembered, to watch that it stays bounded. */
  get rememberedCharacters(): number {
    return this.#characters;
  }

  async #check(token: string): Promise<Remembered> {
    const kid = kidOf(token);
    const key = await this.#keys.find(kid);
    if (!key) throw refused('it is signed by a key that nobody here knows');
    const payload = await this.#checkSignature(token, kid, key);
    const actor = actorOf(payload, kid);
    return {
      actor: { ...actor, token: new Secret(token) },
      expiresAtMilliseconds: ((payload.exp ?? 0) + CLOCK_SKEW_SECONDS) * 1_000,
      characters: token.length,
    };
  }

  async #checkSignature(token: string, kid: string, key: CryptoKey): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['EdDSA', 'Ed25519'],
        audience: ACTOR_AUDIENCE,
        issuer: kid.startsWith('service:') ? issuerOfService(kid) : IDENTITY_ISSUER,
        clockTolerance: CLOCK_SKEW_SECONDS,
        currentDate: this.#now(),
        maxTokenAge: ACTOR_TOKEN_LIFETIME_SECONDS,
        requiredClaims: ['sub', 'iat', 'exp'],
      });
      return payload;
    } catch (cause) {
      throw refused('its signature, issuer, audience or time is not valid', cause);
    }
  }

  #remember(hash: string, verified: Remembered): void {
    const concurrent = this.#remembered.get(hash);
    if (concurrent) this.#forget(hash, concurrent);
    this.#remembered.set(hash, verified);
    this.#characters += verified.characters;
    // The oldest go first: a Map keeps the order of insertion, and tokens live for minutes only.
    for (const [oldestHash, oldest] of this.#remembered) {
      if (this.#remembered.size <= MAX_REMEMBERED && this.#characters <= MAX_REMEMBERED_CHARACTERS) return;
      this.#forget(oldestHash, oldest);
    }
  }

  #forget(hash: string, remembered: Remembered): void {
    if (this.#remembered.delete(hash)) this.#characters -= remembered.characters;
  }
}

function kidOf(token: string): string {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    if (typeof kid === 'string' && kid.length <= 100 && (alg === 'EdDSA' || alg === 'Ed25519')) return kid;
  } catch (cause) {
    throw refused('it is not a signed token', cause);
  }
  throw refused('it names no key, or an algorithm other than EdDSA');
}

/** A service's key speaks for that service only, identity's keys speak for people only. */
function actorOf(payload: JWTPayload, kid: string): Actor {
  const parsed = Actor.safeParse(payload['actor']);
  if (!parsed.success) throw refused('it carries no actor');
  const actor = parsed.data;
  const speaksForItself = kid.startsWith('service:')
    ? actor.kind === 'service' && actor.id === kid
    : actor.kind === 'person';
  if (!speaksForItself || payload.sub !== actor.id) throw refused('its key may not speak for this actor');
  return actor;
}

function refused(because: string, cause?: unknown): ContractFailure {
  return platformFailure('ACTOR_INVALID', `The actor token is not accepted: ${because}. Sign in again.`, {
    ...(cause !== undefined && { cause }),
  });
}
