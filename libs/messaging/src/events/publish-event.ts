import type { JetStreamClient } from '@nats-io/jetstream';
import { counter, METRICS } from '@gatehouse/telemetry';
import { streamOf } from '../topology/names.js';
import { cloudEventHeaders } from './cloud-event.js';
import type { OutboxRecord } from './outbox-record.js';

const TIME_LIMIT_MILLISECONDS = 5_000;

/**
 * Publishes one recorded event and resolves when the stream has stored it; `duplicate` when it had it already. Throws
 * when it is not stored: publish the same record again. With `after`, it is stored only if that is the id of the event
 * that the stream stored last, so that several can be under way at once and none overtakes another that was lost.
 */
export async function publishEvent(
  jetstream: JetStreamClient,
  record: OutboxRecord,
  after?: string,
): Promise<{ readonly duplicate: boolean }> {
  const { duplicate } = await jetstream.publish(record.subject, JSON.stringify(record.data), {
    msgID: record.id,
    headers: cloudEventHeaders(record),
    timeout: TIME_LIMIT_MILLISECONDS,
    expect: { streamName: streamOf(record.subject), ...(after !== undefined && { lastMsgID: after }) },
  });
  counter(METRICS.eventsPublished).add(1, { subject: record.subject });
  return { duplicate };
}
