import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret } from '@gatehouse/contracts';
import { importSigningKey, type ActorSigningKey, type PublicKey } from '@gatehouse/messaging';
import { AuditTrail, Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { EntityManager } from 'typeorm';
import type { ActorKeyEntity } from './actor-key.entity.js';
import { ActorKeyRepository } from './actor-key.repository.js';
import { choosePublishedKeys, chooseSigningKey, obsoleteBefore, type ActorKeyLife } from './actor-key.rules.js';
import { KeyWrapping } from './key-wrapping.js';

/** A key signs for a day, and is published for an hour more: tokens live five minutes, clocks differ by seconds. */
export const ACTOR_KEY_LIFE: ActorKeyLife = { signsSeconds: 86_400, publishedAfterSeconds: 3_600 };

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
  #held: Promise<HeldKey> | undefined;
  #heldNow: HeldKey | undefined;

  constructor(
    private readonly database: Database,
    private readonly keys: ActorKeyRepository,
    private readonly wrapping: KeyWrapping,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The key to sign with now. */
  async signer(): Promise<ActorSigningKey> {
    const held = this.#heldNow;
    if (held && chooseSigningKey([held], this.clock.now(), ACTOR_KEY_LIFE)) return held.signer;
    this.#held ??= this.#hold().finally(() => {
      this.#held = undefined;
    });
    this.#heldNow = await this.#held;
    return this.#heldNow.signer;
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
      await this.#make(tx);
      return removed + 1;
    });
  }

  async #hold(): Promise<HeldKey> {
    const row = this.#choose(await this.keys.list()) ?? (await this.#makeUnlessMade());
    const jwk = JSON.parse(this.wrapping.unwrap(row.wrappedPrivateKey, row.kid).reveal().toString('utf8')) as JWK;
    return { createdAt: row.createdAt, signer: await importSigningKey(new Secret({ ...jwk, kid: row.kid })) };
  }

  #makeUnlessMade(): Promise<ActorKeyEntity> {
    return this.database.transaction(async (tx) => {
      await this.keys.takeTurns(tx);
      return this.#choose(await this.keys.list(tx)) ?? (await this.#make(tx));
    });
  }

  /** Keys that were wrapped with another key cannot be opened here; their public halves stay good. */
  #choose(rows: readonly ActorKeyEntity[]): ActorKeyEntity | undefined {
    const ours = rows.filter(({ wrappingKeyId }) => wrappingKeyId === this.wrapping.id);
    return chooseSigningKey(ours, this.clock.now(), ACTOR_KEY_LIFE);
  }

  async #make(tx: EntityManager): Promise<ActorKeyEntity> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const kid = `actor-${randomUUID()}`;
    const privateJwk = new Secret(Buffer.from(JSON.stringify(await exportJWK(privateKey))));
    const row: ActorKeyEntity = {
      kid,
      publicKey: (await exportJWK(publicKey)).x ?? '',
      wrappedPrivateKey: this.wrapping.wrap(privateJwk, kid),
      wrappingKeyId: this.wrapping.id,
      createdAt: this.clock.now(),
    };
    await this.keys.add(tx, row);
    await this.audit.record(tx, {
      action: 'actor-key.created',
      actorId: 'service:identity',
      subject: kid,
      outcome: 'succeeded',
    });
    return row;
  }
}
