import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { defineEvent, defineService } from '@gatehouse/contracts';
import { createLogger } from '@gatehouse/telemetry';
import { connectNats } from '../connection/connect-nats.js';
import { natsServerForSpecs, type SpecNats } from '../nats-server-for-specs.js';
import { provision } from '../topology/provision.js';
import { streamsOf } from '../topology/streams.js';
import { consumeEvents, type Consumption } from './consume-events.js';
import type { EventMeta } from './event-meta.js';
import type { OutboxRecord } from './outbox-record.js';
import { EventPublisher } from './event-publisher.js';

const baked = defineEvent({
  subject: 'evt.bakery.v1.baked',
  summary: 'Bread is ready.',
  since: '0.1.0',
  data: z.object({ loaf: z.string() }),
  example: { loaf: 'rye' },
});
const log = createLogger('cafe', { level: 'silent' });

let serial = 0;
function aRecord(loaf: string): OutboxRecord {
  serial += 1;
  return {
    id: `event-${serial}`,
    subject: baked.subject,
    source: '/bakery',
    type: 'dev.gatehouse.bakery.v1.baked',
    time: '2026-11-22T10:00:00.000Z',
    data: { loaf },
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
}

describe(consumeEvents, () => {
  let nats: SpecNats;
  let connection: NatsConnection;
  let purposes = 0;
  const running: Consumption[] = [];

  /** A consumption of a subscription that no other test has. */
  async function consume(
    handle: (data: unknown, meta: EventMeta) => Promise<void>,
    options: { replicas?: number; provisioned?: boolean } = {},
  ): Promise<{ purpose: string; consumer: string; bring: () => Promise<void> }> {
    purposes += 1;
    const purpose = `purpose-${purposes}`;
    const subscription = { event: baked, purpose };
    const manifest = defineService({
      name: 'cafe',
      summary: 'Serves.',
      handles: [],
      calls: [],
      publishes: [],
      subscribes: [subscription],
    });
    const bring = () => provision(connection, streamsOf([manifest]));
    if (options.provisioned ?? true) await bring();
    for (let replica = 0; replica < (options.replicas ?? 1); replica += 1) {
      running.push(consumeEvents({ connection, service: 'cafe', subscription, handle, log }));
    }
    return { purpose, consumer: `cafe--${purpose}`, bring };
  }

  async function publish(...loaves: string[]): Promise<void> {
    for (const loaf of loaves) await new EventPublisher(connection, 'bakery').publish(aRecord(loaf));
  }

  async function until(condition: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
    for (let tries = 0; tries < seconds * 50; tries += 1) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('It did not happen.');
  }

  beforeAll(async () => {
    nats = await natsServerForSpecs();
    connection = await connectNats({ url: nats.url, name: 'spec' });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((consumption) => consumption.stop()));
    await (await jetstreamManager(connection)).streams.purge('evt-bakery');
  });
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  it('gives each event once to one of the replicas, in order, with who told it and when', async () => {
    const received: { loaf: unknown; meta: EventMeta }[] = [];
    const { consumer } = await consume(async (data, meta) => void received.push({ loaf: data, meta }));
    await publish('rye', 'oat', 'spelt');
    await until(() => received.length === 3);
    expect(received.map(({ loaf }) => loaf)).toEqual([{ loaf: 'rye' }, { loaf: 'oat' }, { loaf: 'spelt' }]);
    expect(received[0]?.meta).toMatchObject({ source: '/bakery', subject: baked.subject, deliveryCount: 1 });
    expect(received[0]?.meta.time).toEqual(new Date('2026-11-22T10:00:00.000Z'));
    await until(
      async () =>
        (await (await jetstreamManager(connection)).consumers.info('evt-bakery', consumer)).num_ack_pending === 0,
    );
  });

  it('stores an event that is published twice once', async () => {
    const received: unknown[] = [];
    await consume(async (data) => void received.push(data));
    const record = aRecord('rye');
    expect(await new EventPublisher(connection, 'bakery').publish(record)).toEqual({ duplicate: false });
    expect(await new EventPublisher(connection, 'bakery').publish(record)).toEqual({ duplicate: true });
    await publish('last');
    await until(() => received.some((data) => (data as { loaf: string }).loaf === 'last'));
    expect(received).toHaveLength(2);
  });

  it('brings an event again a second after its handling failed', async () => {
    const deliveries: number[] = [];
    const started = Date.now();
    await consume(async (_data, { deliveryCount }) => {
      deliveries.push(deliveryCount);
      if (deliveryCount === 1) throw new Error('not yet');
    });
    await publish('rye');
    await until(() => deliveries.length === 2);
    expect(deliveries).toEqual([1, 2]);
    expect(Date.now() - started).toBeGreaterThan(950);
  });

  it('puts an event that breaks its contract to the dead letters at once, with why and as it was', async () => {
    const received: unknown[] = [];
    const { purpose, consumer } = await consume(async (data) => void received.push(data));
    const record = { ...aRecord(''), data: { loaf: 7, note: 'as it was' } };
    await new EventPublisher(connection, 'bakery').publish(record);
    const manager = await jetstreamManager(connection);
    const subject = `dlq.cafe.${purpose}`;
    await until(async () => (await manager.streams.getMessage('dlq', { last_by_subj: subject })) !== null);
    const dead = await manager.streams.getMessage('dlq', { last_by_subj: subject });
    expect(dead?.json()).toEqual(record.data);
    expect(dead?.header.get('ce-id')).toBe(record.id);
    expect(dead?.header.get('Gatehouse-Dead-Letter-Reason')).toBe('EVENT_INVALID');
    expect(dead?.header.get('Gatehouse-Dead-Letter-Consumer')).toBe(consumer);
    expect(received).toEqual([]);
    await until(async () => (await manager.consumers.info('evt-bakery', consumer)).num_ack_pending === 0);
  });

  it('gives events it has not begun to another replica when it stops, and finishes the one it has', async () => {
    const handled: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await consume(
      async (data) => {
        const { loaf } = data as { loaf: string };
        if (loaf === 'slow') await held;
        handled.push(loaf);
      },
      { replicas: 1 },
    );
    const [first] = running;
    await publish('slow', 'next', 'last');
    await until(() => first?.isBound() ?? false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stopped = first?.stop();
    const purpose = `purpose-${purposes}`;
    running.push(
      consumeEvents({
        connection,
        service: 'cafe',
        subscription: { event: baked, purpose },
        log,
        handle: async (data) => void handled.push((data as { loaf: string }).loaf),
      }),
    );
    await until(() => handled.includes('next') && handled.includes('last'), 5);
    expect(handled).not.toContain('slow');
    release();
    await stopped;
    expect(handled.sort()).toEqual(['last', 'next', 'slow']);
  });

  it('waits for a consumer that is provisioned later, and finds it again when it was made anew', async () => {
    const received: unknown[] = [];
    const { bring, consumer } = await consume(async (data) => void received.push(data), { provisioned: false });
    expect(running[0]?.isBound()).toBe(false);
    await bring();
    await publish('rye');
    await until(() => received.length === 1);
    expect(running[0]?.isBound()).toBe(true);
    await (await jetstreamManager(connection)).consumers.delete('evt-bakery', consumer);
    await until(() => running[0]?.isBound() === false);
    await bring();
    await until(() => received.length === 2);
  });
});
