import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { storableJson } from '../resource/storable.rules.js';

/** A message that could not be read, and why. */
export interface UnreadableMessage {
  readonly id: string;
  readonly body: string;
  readonly reason: string;
}

/** Kept at most, the newest: a queue that somebody floods must not fill the database. */
const KEPT = 1_000;
/** Characters of each: enough to see what it is. */
const BODY_LENGTH = 4_000;

const KEEP_SQL = `
  INSERT INTO unreadable_messages (message_id, queue, received_at, reason, body)
  SELECT id, $2, $3, reason, body FROM jsonb_to_recordset($1::jsonb) AS m (id text, reason text, body text) ORDER BY id
  ON CONFLICT (message_id) DO NOTHING`;

const TRIM_SQL = `
  DELETE FROM unreadable_messages WHERE message_id IN (
    SELECT message_id FROM unreadable_messages ORDER BY received_at DESC, message_id OFFSET ${KEPT})`;

/** Messages of the queues that nobody could read, for somebody to look at. */
@Injectable()
export class UnreadableMessages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async keep(queue: string, messages: readonly UnreadableMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const rows = messages.map(({ id, reason, body }) => ({ id, reason, body: body.slice(0, BODY_LENGTH) }));
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.query(KEEP_SQL, [storableJson(rows), queue, now]);
      await tx.query(TRIM_SQL);
    });
  }
}
