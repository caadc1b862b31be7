import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One sign-in of one person. The token itself is nowhere but in their cookie. */
@Entity('session')
export class SessionEntity {
  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId!: string;

  /** SHA-256 of the session token. */
  @Column('bytea', { name: 'token_digest' })
  tokenDigest!: Buffer;

  @Column('text', { name: 'person_id' })
  personId!: string;

  /** `demo`, `oidc`, … */
  @Column('text', { name: 'signed_in_by' })
  signedInBy!: string;

  @Column({ type: 'timestamptz', name: 'started_at', precision: 3 })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_used_at', precision: 3 })
  lastUsedAt!: Date;

  /** Set by signing out. */
  @Column({ type: 'timestamptz', name: 'ended_at', precision: 3, nullable: true })
  endedAt!: Date | null;
}
