import { importJWK, type CryptoKey, type JWK } from 'jose';

/** A public key as `rpc.identity.v1.list-actor-keys` and the trusted keys file give it. */
export interface PublicKey {
  readonly kid: string;
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

export interface ActorKeysOptions {
  /** Public keys of the services, kid `service:<name>`. */
  readonly serviceKeys: readonly PublicKey[];
  /** Asks identity for its keys. */
  readonly fetchIdentityKeys: () => Promise<readonly PublicKey[]>;
  readonly now: () => Date;
}

/** Identity's keys are asked for again after this time, so that a withdrawn key is not trusted for ever. */
const MAX_AGE_MILLISECONDS = 10 * 60_000;
/** An unknown key id makes us ask again, but a flood of made-up ids at most once in this time. */
const MIN_INTERVAL_MILLISECONDS = 1_000;

/** Finds the public key by the id that a token names. */
export class ActorKeys {
  readonly #serviceKeys: ReadonlyMap<string, PublicKey>;
  readonly #options: ActorKeysOptions;
  readonly #imported = new Map<string, Promise<CryptoKey>>();
  #identityKeys = new Map<string, PublicKey>();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;

  constructor(options: ActorKeysOptions) {
    this.#options = options;
    this.#serviceKeys = new Map(options.serviceKeys.map((key) => [key.kid, key]));
  }

  /** The key, or undefined when nobody we trust has it. Throws when identity has to be asked and cannot be reached. */
  async find(kid: string): Promise<CryptoKey | undefined> {
    const jwk = kid.startsWith('service:') ? this.#serviceKeys.get(kid) : await this.#findIdentityKey(kid);
    return jwk && this.#import(jwk);
  }

  async #findIdentityKey(kid: string): Promise<PublicKey | undefined> {
    const now = this.#options.now().getTime();
    const known = this.#identityKeys.get(kid);
    if (known && now - this.#fetchedAt < MAX_AGE_MILLISECONDS) return known;
    if (known) {
      // Too old to trust for ever, good enough while identity is asked again.
      if (this.#mayAsk(now)) this.#refresh(now).catch(() => undefined);
      return known;
    }
    if (this.#fetching || this.#mayAsk(now)) await this.#refresh(now);
    return this.#identityKeys.get(kid);
  }

  #mayAsk(now: number): boolean {
    return now - this.#triedAt >= MIN_INTERVAL_MILLISECONDS;
  }

  #refresh(now: number): Promise<void> {
    this.#fetching ??= this.#fetch(now).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetch(now: number): Promise<void> {
    this.#triedAt = now;
    try {
      const keys = await this.#options.fetchIdentityKeys();
      this.#identityKeys = new Map(keys.filter(({ kid }) => !kid.startsWith('service:')).map((key) => [key.kid, key]));
      this.#fetchedAt = now;
    } catch (error) {
      // Nobody was there: the next token may try at once, or a restart of identity would refuse people for a second.
      this.#triedAt = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }

  #import(jwk: PublicKey): Promise<CryptoKey> {
    const cacheKey = `${jwk.kid} ${jwk.x}`;
    let imported = this.#imported.get(cacheKey);
    if (!imported) {
      imported = importJWK({ ...jwk } satisfies JWK, 'EdDSA') as Promise<CryptoKey>;
      this.#imported.set(cacheKey, imported);
    }
    return imported;
  }
}
