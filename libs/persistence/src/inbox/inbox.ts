import type { EntityManager } from 'typeorm';

/** Remembers handled events in the transaction of their effect: a redelivered event changes nothing. */
export class Inbox {
  /**
   * Runs `work` unless this event was handled for this purpose before, in the subscriber's own transaction.
   * Returns false when it was. Two deliveries at the same time: the second waits for the first and then does nothing.
   */
  async once(tx: EntityManager, eventId: string, purpose: string, work: () => Promise<void>): Promise<boolean> {
    const inserted = (await tx.query(
      'INSERT INTO inbox (event_id, purpose) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id',
      [eventId, purpose],
    )) as unknown[];
    if (inserted.length === 0) return false;
    await work();
    return true;
  }

  /** Forgets events handled more than `days` ago, which no stream can redeliver any more; in portions of 10,000. */
  async forget(tx: EntityManager, days: number): Promise<number> {
    const [, count] = (await tx.query(
      `DELETE FROM inbox WHERE ctid IN (
         SELECT ctid FROM inbox WHERE handled_at < now() - make_interval(days => $1) LIMIT 10000)`,
      [days],
    )) as [unknown, number];
    return count;
  }
}
