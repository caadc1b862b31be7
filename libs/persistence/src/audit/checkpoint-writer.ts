import { setInterval } from 'node:timers';
import type { Logger } from '@gatehouse/telemetry';
import type { Database } from '../database/database.js';
import { signCheckpoint, type CheckpointSigner } from './checkpoint.js';

const DUE_SQL = `
  SELECT head.audit_sequence AS sequence, head.audit_hash AS hash
  FROM ledger_head head
  LEFT JOIN LATERAL (SELECT sequence, signed_at FROM audit_checkpoint ORDER BY sequence DESC LIMIT 1) last ON true
  WHERE head.audit_sequence > coalesce(last.sequence, 0)
    AND (last.signed_at IS NULL OR last.signed_at <= $1)`;

/** Signs the chain's head at intervals, when it has moved; whatever the number of replicas, one does it. */
export class CheckpointWriter {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly signer: () => Promise<CheckpointSigner>,
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly everySeconds = 60,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => void this.#trySign(), this.everySeconds * 1_000).unref();
  }

  /** Signs what has come since the last checkpoint, and ends. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#trySign(0);
  }

  /** Signs the head when it moved and the last checkpoint is `minimumAgeSeconds` old; false when nothing was due. */
  async sign(minimumAgeSeconds = 0): Promise<boolean> {
    const now = this.database.currentTime();
    const notAfter = new Date(now.getTime() - minimumAgeSeconds * 1_000);
    const [due] = await this.database.query(DUE_SQL, [notAfter]);
    if (!due) return false;
    const head = { sequence: Number(due['sequence']), hash: String(due['hash']), signedAt: now.toISOString() };
    const checkpoint = await signCheckpoint(this.database.service, head, await this.signer());
    const inserted = await this.database.query(
      `INSERT INTO audit_checkpoint (sequence, hash, signed_at, key_id, signature) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (sequence) DO NOTHING RETURNING sequence`,
      [checkpoint.sequence, checkpoint.hash, checkpoint.signedAt, checkpoint.keyId, checkpoint.signature],
    );
    return inserted.length > 0;
  }

  /** Replicas that are a little apart still sign once between them. */
  async #trySign(minimumAgeSeconds = this.everySeconds * 0.8): Promise<void> {
    try {
      await this.sign(minimumAgeSeconds);
    } catch (error) {
      this.logger.warn(
        { error },
        'The audit chain could not be given its signed checkpoint; the next attempt is in a minute.',
      );
    }
  }
}
