import { Injectable } from '@nestjs/common';
import type { ActorSigningKey, PublicKey } from '@gatehouse/messaging';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { ActorKeyMint } from './actor-key-mint.js';
import type { ActorKeyEntity } from './actor-key.entity.js';
import { ActorKeyRepository } from './actor-key.repository.js';
import { choosePublishedKeys, chooseSigningKey, obsoleteBefore, type ActorKeyLife } from './actor-key.rules.js';

/** A key signs for a day, and is published for an hour more: tokens live five minutes, clocks differ by seconds. */
const ACTOR_KEY_LIFE: ActorKeyLife = { signsSeconds: 86_400, publishedAfterSeconds: 3_600 };

interface HeldKey {
  readonly createdAt: Date;
  readonly signer: ActorSigningKey;
}

/**
 * The keys that actor tokens are signed with. All replicas share them through Postgres; whichever first notices that a
 * new one is due makes it, under a lock, so that rotation needs neither a leader nor the scheduler.
 */
@Injectable()
export class ActorKeyRing {
  #holding: Promise<HeldKey> | undefined;
  #held: HeldKey | undefined;

  constructor(
    private readonly database: Database,
    private readonly keys: ActorKeyRepository,
    private readonly mint: ActorKeyMint,
    private readonly clock: Clock,
  ) {}

  /** The key to sign with now. */
  async signer(): Promise<ActorSigningKey> {
    const held = this.#held;
    if (held && chooseSigningKey([held], this.clock.now(), ACTOR_KEY_LIFE)) return held.signer;
    this.#holding ??= this.#hold().finally(() => {
      this.#holding = undefined;
    });
    this.#held = await this.#holding;
    return this.#held.signer;
  }

  /** Public halves of all keys whose tokens may be alive, newest first. */
  async published(): Promise<PublicKey[]> {
    const keys = choosePublishedKeys(await this.keys.list(), this.clock.now(), ACTOR_KEY_LIFE);
    return keys.map(({ kid, publicKey }) => ({ kid, kty: 'OKP', crv: 'Ed25519', x: publicKey }));
  }

  /** Makes the next key when it is due, and forgets those that verify nothing any more. Says how many keys changed. */
  async rotate(): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.keys.takeTurns(tx);
      const removed = await this.keys.removeCreatedBefore(tx, obsoleteBefore(this.clock.now(), ACTOR_KEY_LIFE));
      if (this.#choose(await this.keys.list(tx))) return removed;
      await this.mint.make(tx);
      return removed + 1;
    });
  }

  async #hold(): Promise<HeldKey> {
    const row = this.#choose(await this.keys.list()) ?? (await this.#makeUnlessMade());
    return { createdAt: row.createdAt, signer: await this.mint.open(row) };
  }

  /** Another replica may have been quicker while this one waited for its turn. */
  #makeUnlessMade(): Promise<ActorKeyEntity> {
    return this.database.transaction(async (tx) => {
      await this.keys.takeTurns(tx);
      return this.#choose(await this.keys.list(tx)) ?? (await this.mint.make(tx));
    });
  }

  #choose(rows: readonly ActorKeyEntity[]): ActorKeyEntity | undefined {
    const ours = rows.filter((row) => this.mint.canOpen(row));
    return chooseSigningKey(ours, this.clock.now(), ACTOR_KEY_LIFE);
  }
}
