import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key pair that actor tokens are signed with. */
@Entity('actor_key')
export class ActorKeyEntity {
  @PrimaryColumn('text')
  kid!: string;

  /** Ed25519, base64url. */
  @Column('text', { name: 'public_key' })
  publicKey!: string;

  /** The private JWK, encrypted; see `KeyWrapping`. */
  @Column('bytea', { name: 'wrapped_private_key' })
  wrappedPrivateKey!: Buffer;

  /** Which key it is encrypted with. */
  @Column('text', { name: 'wrapping_key_id' })
  wrappingKeyId!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;
}
