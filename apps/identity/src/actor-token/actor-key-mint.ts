import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret } from '@gatehouse/contracts';
import { importSigningKey, type ActorSigningKey } from '@gatehouse/messaging';
import { AuditTrail } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { EntityManager } from 'typeorm';
import type { ActorKeyEntity } from './actor-key.entity.js';
import { ActorKeyRepository } from './actor-key.repository.js';
import { KeyWrapping } from './key-wrapping.js';

/** Makes signing keys and opens stored ones; the only place that sees a private key. */
@Injectable()
export class ActorKeyMint {
  constructor(
    private readonly keys: ActorKeyRepository,
    private readonly wrapping: KeyWrapping,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** False for a key that was stored with another wrapping key; its public half stays good. */
  canOpen(row: ActorKeyEntity): boolean {
    return row.wrappingKeyId === this.wrapping.id;
  }

  async open(row: ActorKeyEntity): Promise<ActorSigningKey> {
    const privateJwk = this.wrapping.unwrap(row.wrappedPrivateKey, row.kid).reveal().toString('utf8');
    return importSigningKey(new Secret({ ...(JSON.parse(privateJwk) as JWK), kid: row.kid }));
  }

  /** Makes a key, stores it, and writes down that it did. */
  async make(tx: EntityManager): Promise<ActorKeyEntity> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
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
