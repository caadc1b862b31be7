import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import { connectNats } from '../connection/connect-nats.js';
import { natsServerForSpecs, type SpecNats } from '../nats-server-for-specs.js';
import { EventPublisher } from './event-publisher.js';

const record = {
  id: 'event-1',
  subject: 'evt.bakery.v1.baked',
  source: '/bakery',
  type: 'dev.gatehouse.bakery.v1.baked',
  time: '2026-11-22T10:00:00.000Z',
  data: { loaf: 'rye' },
};

/** What a stream stores, and in which order, is told by the specs of the outbox. */
describe(EventPublisher, () => {
  let nats: SpecNats;
  let connection: NatsConnection;

  beforeAll(async () => {
    nats = await natsServerForSpecs();
    connection = await connectNats({ url: nats.url, name: 'bakery' });
  });

  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  it('says so when no stream takes an event', async () => {
    await expect(new EventPublisher(connection, 'bakery').publish(record)).rejects.toThrow(
      'evt.bakery.v1.baked was not stored: no stream takes it.',
    );
  });

  it('waits no longer than its limit for an answer, and does not mind one that comes late', async () => {
    const answers: (() => void)[] = [];
    const silent = connection.subscribe(record.subject, {
      callback: (_error, event) => void answers.push(() => event.respond('{}')),
    });
    await connection.flush();
    const publisher = new EventPublisher(connection, 'bakery', 50);
    await expect(publisher.publish(record)).rejects.toThrow(
      'No stream said within 50 ms that it stored evt.bakery.v1.baked.',
    );
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await connection.flush();
    silent.unsubscribe();
  });

  it('believes nobody but a stream', async () => {
    const other = connection.subscribe(record.subject, { callback: (_error, event) => void event.respond('"thanks"') });
    await connection.flush();
    await expect(new EventPublisher(connection, 'bakery').publish(record)).rejects.toThrow('no answer of a stream');
    other.unsubscribe();
  });

  it('rejects at once when the connection is closed', async () => {
    const closed = await connectNats({ url: nats.url, name: 'bakery' });
    const publisher = new EventPublisher(closed, 'bakery');
    await closed.close();
    await expect(publisher.publish(record)).rejects.toThrow(/closed/i);
  });
});
