import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { createUser } from '@nats-io/nkeys';
import type { NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { defineEvent, defineRequest, defineService, listActorKeys, Secret } from '@gatehouse/contracts';
import { createLogger } from '@gatehouse/telemetry';
import { connectNats } from '../connection/connect-nats.js';
import { consumeEvents } from '../events/consume-events.js';
import { hearEvents } from '../events/hear-events.js';
import { EventPublisher } from '../events/event-publisher.js';
import { natsServerForSpecs, type SpecNats } from '../nats-server-for-specs.js';
import { authorizationConf, nkeyVariableOf, PROVISIONER } from './nats-conf.js';
import { provision } from './provision.js';
import { streamsOf } from './streams.js';

const bake = defineRequest({
  subject: 'rpc.bakery.v1.bake',
  summary: 'Bakes.',
  permission: 'credentials.read',
  request: z.object({}),
  reply: z.object({}),
  failures: {},
});
const clean = { ...bake, subject: 'rpc.bakery.v1.clean' } as const;
const baked = defineEvent({
  subject: 'evt.bakery.v1.baked',
  summary: 'Bread is ready.',
  since: '0.1.0',
  data: z.object({ loaf: z.string() }),
  example: { loaf: 'rye' },
});

const bakery = defineService({
  name: 'bakery',
  summary: 'Bakes.',
  handles: [bake, clean],
  calls: [],
  publishes: [baked],
  subscribes: [],
});
const cafe = defineService({
  name: 'cafe',
  summary: 'Serves.',
  handles: [],
  calls: [bake],
  publishes: [],
  subscribes: [{ event: baked, purpose: 'fill-shelf' }],
});
const library = defineService({
  name: 'library',
  summary: 'Only reads.',
  handles: [],
  calls: [],
  publishes: [],
  subscribes: [{ event: baked, purpose: 'write-history' }],
  hears: [baked],
});
const manifests = [bakery, cafe, library];
const record = {
  id: 'e1',
  subject: baked.subject,
  source: '/bakery',
  type: 'dev.gatehouse.bakery.v1.baked',
  time: '2026-11-22T10:00:00.000Z',
  data: { loaf: 'rye' },
};

describe('the permissions that NATS gets from the manifests', () => {
  let nats: SpecNats;
  const seeds = new Map<string, Secret>();
  const open: NatsConnection[] = [];
  const violations: string[] = [];

  async function as(name: string): Promise<NatsConnection> {
    const connection = await connectNats({ url: nats.url, name, seed: seeds.get(name), timeoutMilliseconds: 15_000 });
    open.push(connection);
    void (async () => {
      for await (const status of connection.status())
        if (status.type === 'error') violations.push(status.error.message);
    })();
    return connection;
  }

  /** True when the server refuses what is tried. */
  async function isRefused(connection: NatsConnection, attempt: () => void): Promise<boolean> {
    const before = violations.length;
    attempt();
    await connection.flush();
    await new Promise((resolve) => setTimeout(resolve, 20));
    return violations.length > before;
  }

  beforeAll(async () => {
    const variables: string[] = [];
    for (const user of [...manifests.map(({ name }) => name), PROVISIONER]) {
      const pair = createUser();
      seeds.set(user, new Secret(new TextDecoder().decode(pair.getSeed())));
      variables.push(`${nkeyVariableOf(user)}: ${pair.getPublicKey()}`);
    }
    nats = await natsServerForSpecs([...variables, authorizationConf(manifests)].join('\n'));
    await provision(await as(PROVISIONER), streamsOf(manifests));
  });

  afterAll(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    await nats.stop();
  });

  it('let nobody in without a key', async () => {
    await expect(connectNats({ url: nats.url, name: 'stranger' })).rejects.toThrow(/Does the seed file belong/);
    const stranger = new Secret(new TextDecoder().decode(createUser().getSeed()));
    await expect(connectNats({ url: nats.url, name: 'stranger', seed: stranger })).rejects.toThrow(/Cannot connect/);
  });

  it('let a service in that takes its time, because the machine is busy', async () => {
    const key = seeds.get('cafe')?.reveal() ?? '';
    class SlowSecret extends Secret {
      override reveal(): string {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
        return key;
      }
    }
    const slow = await connectNats({ url: nats.url, name: 'cafe', seed: new SlowSecret('') });
    await slow.close();
  });

  it('let a service answer its own requests, and only in its queue group', async () => {
    const own = await as('bakery');
    const caller = await as('cafe');
    own.subscribe(bake.subject, { queue: 'bakery', callback: (_error, message) => void message.respond('{}') });
    await own.flush();
    await expect(caller.request(bake.subject, '{}', { timeout: 1_000 })).resolves.toMatchObject({});
    expect(await isRefused(own, () => own.subscribe(bake.subject))).toBe(true);
    expect(await isRefused(own, () => own.subscribe(bake.subject, { queue: 'listeners' }))).toBe(true);
  });

  it('let a service call what its manifest lists, and the public keys, and nothing else', async () => {
    const caller = await as('cafe');
    expect(await isRefused(caller, () => caller.publish(bake.subject, '{}', { reply: '_INBOX.cafe.x' }))).toBe(false);
    expect(await isRefused(caller, () => caller.publish(listActorKeys.subject, '{}'))).toBe(false);
    expect(await isRefused(caller, () => caller.publish(clean.subject, '{}'))).toBe(true);
    expect(await isRefused(caller, () => caller.publish('rpc.identity.v1.issue-actor-token', '{}'))).toBe(true);
  });

  it('keep a service from the requests, events and replies of another', async () => {
    const caller = await as('cafe');
    for (const subject of [
      'rpc.bakery.>',
      'rpc.>',
      '>',
      'evt.bakery.>',
      'dlq.>',
      '_INBOX.>',
      '_INBOX.bakery.>',
      '$JS.>',
    ]) {
      expect(`${subject} ${await isRefused(caller, () => caller.subscribe(subject))}`).toBe(`${subject} true`);
    }
    expect(await isRefused(caller, () => caller.subscribe('rpc.bakery.>', { queue: 'bakery' }))).toBe(true);
    expect(await isRefused(caller, () => caller.publish('_INBOX.bakery.abc', 'forged'))).toBe(true);
  });

  it('let only the owner tell its events', async () => {
    await expect(new EventPublisher(await as('bakery'), 'bakery').publish(record)).resolves.toEqual({
      duplicate: false,
    });
    await expect(new EventPublisher(await as('bakery'), 'bakery').publish(record)).resolves.toEqual({
      duplicate: true,
    });
    const other = await as('cafe');
    expect(await isRefused(other, () => other.publish(baked.subject, '{}'))).toBe(true);
    const owner = await as('bakery');
    expect(await isRefused(owner, () => owner.publish('evt.bakery.v1.burnt', '{}'))).toBe(true);
  });

  it('let every replica hear what its service hears, and nobody else', async () => {
    const heard: string[] = [];
    const stops = [await as('library'), await as('library')].map((connection, replica) =>
      hearEvents({
        connection,
        event: baked,
        handle: ({ loaf }) => void heard.push(`${String(replica)} ${loaf}`),
        missing: () => {},
        log: createLogger('library', { level: 'silent' }),
      }),
    );
    await Promise.all(open.map((connection) => connection.flush()));
    await new EventPublisher(await as('bakery'), 'bakery').publish({ ...record, id: 'e2', data: { loaf: 'spelt' } });
    for (let tries = 0; tries < 100 && heard.length < 2; tries += 1) await new Promise((go) => setTimeout(go, 20));
    for (const stop of stops) stop();
    expect(heard.sort()).toEqual(['0 spelt', '1 spelt']);
    const other = await as('cafe');
    expect(await isRefused(other, () => other.subscribe(baked.subject))).toBe(true);
  });

  it('let a service receive through its own consumer, and through no other', async () => {
    const cafeConnection = await as('cafe');
    const received: unknown[] = [];
    const before = violations.length;
    const consumption = consumeEvents({
      connection: cafeConnection,
      service: 'cafe',
      subscription: { event: baked, purpose: 'fill-shelf' },
      log: createLogger('cafe', { level: 'silent' }),
      handle: async (data) => void received.push(data),
    });
    for (let tries = 0; tries < 100 && received.length === 0; tries += 1) await new Promise((go) => setTimeout(go, 20));
    await consumption.stop();
    expect(received[0]).toEqual({ loaf: 'rye' });
    expect(violations.slice(before)).toEqual([]);

    const foreign = '$JS.API.CONSUMER.MSG.NEXT.evt-bakery.library--write-history';
    expect(
      await isRefused(cafeConnection, () => cafeConnection.publish(foreign, '1', { reply: '_INBOX.cafe.y' })),
    ).toBe(true);
    for (const subject of [
      '$JS.ACK.evt-bakery.library--write-history.1.1.1.1.0',
      '$JS.API.CONSUMER.CREATE.evt-bakery.mine',
      '$JS.API.CONSUMER.DELETE.evt-bakery.cafe--fill-shelf',
      '$JS.API.STREAM.MSG.GET.evt-bakery',
      '$JS.API.DIRECT.GET.evt-bakery',
      '$JS.API.STREAM.PURGE.evt-bakery',
      '$JS.API.STREAM.CREATE.mine',
      'dlq.library.write-history',
    ]) {
      expect(`${subject} ${await isRefused(cafeConnection, () => cafeConnection.publish(subject, '{}'))}`).toBe(
        `${subject} true`,
      );
    }
    const { num_ack_pending, num_pending } = await (
      await jetstreamManager(await as(PROVISIONER))
    ).consumers.info('evt-bakery', 'library--write-history');
    expect([num_ack_pending, num_pending]).toEqual([0, 2]);
  });

  it('let the provisioner make streams, and neither call nor listen', async () => {
    const provisioner = await as(PROVISIONER);
    await provision(provisioner, streamsOf(manifests));
    expect(await isRefused(provisioner, () => provisioner.publish(bake.subject, '{}'))).toBe(true);
    expect(await isRefused(provisioner, () => provisioner.subscribe('rpc.>'))).toBe(true);
  });
});
