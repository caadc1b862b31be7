import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import {
  type ContractFailure,
  defineEvent,
  defineRequest,
  defineService,
  type DataOf,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { EventPublisher, provision, requestReply, streamsOf } from '@gatehouse/messaging';
import { Handles } from './binding/handles.js';
import { Subscribes } from './binding/subscribes.js';
import type { RunningService } from './start-service.js';
import { answering, moduleOf, worldForSpecs, type SpecWorld } from './world-for-specs.js';

const work = defineRequest({
  subject: 'rpc.greeter.v1.work',
  summary: 'Works for a while.',
  permission: 'credentials.read',
  request: z.object({ number: z.int(), milliseconds: z.int() }),
  reply: z.object({ number: z.int() }),
  failures: {},
  timeLimitSeconds: 60,
});
const worked = defineEvent({
  subject: 'evt.greeter.v1.worked',
  summary: 'Work was done.',
  since: '0.1.0',
  data: z.object({ number: z.int() }),
  example: { number: 1 },
});
const pauseFor = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const handledEvents: number[] = [];

@Controller()
class Worker {
  @Handles(work)
  async work({ number, milliseconds }: RequestOf<typeof work>): Promise<ReplyOf<typeof work>> {
    await pauseFor(milliseconds);
    return { number };
  }

  @Subscribes(worked, 'count')
  async count({ number }: DataOf<typeof worked>): Promise<void> {
    await pauseFor(1);
    handledEvents.push(number);
  }
}

const manifest = defineService({
  ...answering('greeter', work),
  publishes: [worked],
  subscribes: [{ event: worked, purpose: 'count' }],
});

describe('a service that stops', () => {
  let world: SpecWorld;
  const start = () => world.start({ manifest, module: moduleOf(Worker) });

  beforeAll(async () => {
    world = await worldForSpecs();
    await provision(world.connection, streamsOf([manifest]));
  });
  afterAll(() => world.stop());

  it('loses no request and no event while replicas restart under load, one after the other', async () => {
    const { token } = await world.asPerson();
    const replicas: RunningService[] = [await start(), await start()];
    let asked = 0;
    let answered = 0;
    const failures: unknown[] = [];
    let go = true;
    // One try each: no retry may hide a loss.
    const caller = async () => {
      while (go) {
        asked += 1;
        const number = asked;
        try {
          const reply = await requestReply(
            world.connection,
            work,
            JSON.stringify({ number, milliseconds: number % 20 }),
            token,
          );
          if (reply.number === number) answered += 1;
        } catch (error) {
          failures.push(error);
        }
      }
    };
    const callers = Array.from({ length: 50 }, caller);
    let told = 0;
    const teller = (async () => {
      while (go) {
        told += 1;
        await new EventPublisher(world.connection, 'spec').publish({
          id: `worked-${told}`,
          subject: worked.subject,
          source: '/greeter',
          type: 'dev.gatehouse.greeter.v1.worked',
          time: new Date().toISOString(),
          data: { number: told },
        });
        await pauseFor(2);
      }
    })();
    for (let restart = 0; restart < 4; restart += 1) {
      await pauseFor(150);
      await replicas.shift()?.stop();
      replicas.push(await start());
    }
    go = false;
    await Promise.all([...callers, teller]);
    for (let tries = 0; tries < 1_500 && new Set(handledEvents).size < told; tries += 1) await pauseFor(20);
    await Promise.all(replicas.map((replica) => replica.stop()));

    expect(failures).toEqual([]);
    expect(answered).toBe(asked);
    expect(asked).toBeGreaterThan(200);
    expect(new Set(handledEvents).size).toBe(told);
  }, 120_000);

  it('is not ready from the moment it begins to stop, finishes what runs, and takes nothing new', async () => {
    const { token } = await world.asPerson();
    const service = await start();
    const running = requestReply(world.connection, work, JSON.stringify({ number: 1, milliseconds: 400 }), token);
    await pauseFor(100);
    const stopped = service.stop();
    await pauseFor(50);
    expect((await fetch(`${service.healthUrl}/readyz`)).status).toBe(503);
    expect((await fetch(`${service.healthUrl}/healthz`)).status).toBe(200);
    const late = requestReply(world.connection, work, JSON.stringify({ number: 2, milliseconds: 0 }), token);
    await expect(late).rejects.toMatchObject({ failure: { code: 'unavailable', reason: 'NO_RESPONDERS' } });
    await expect(running).resolves.toEqual({ number: 1 });
    await stopped;
  });

  it('tells the caller to come back, instead of taking more than it can hold', async () => {
    const { token } = await world.asPerson();
    const service = await start();
    const codes = await Promise.all(
      Array.from({ length: 1_200 }, (_, number) =>
        requestReply(world.connection, work, JSON.stringify({ number, milliseconds: 1_500 }), token).then(
          () => 'ok',
          (error: ContractFailure) => `${error.failure.code}/${error.failure.reason}`,
        ),
      ),
    );
    await service.stop();
    expect(new Set(codes)).toEqual(new Set(['ok', 'resource_exhausted/TOO_MANY_REQUESTS']));
    expect(codes.filter((code) => code === 'ok').length).toBeLessThanOrEqual(1_000);
  }, 90_000);
});

describe('a service whose NATS server is away for a while', () => {
  it('is not ready meanwhile, and goes on with requests and events when it is back', async () => {
    const world = await worldForSpecs();
    await provision(world.connection, streamsOf([manifest]));
    const service = await world.start({ manifest, module: moduleOf(Worker) });
    const ready = async () => (await fetch(`${service.healthUrl}/readyz`)).status;
    const untilReady = async () => {
      for (let tries = 0; tries < 200 && (await ready()) !== 200; tries += 1) await pauseFor(50);
      expect(await ready()).toBe(200);
    };
    await untilReady();
    const back = world.nats.restart(1_000);
    await pauseFor(500);
    expect(await ready()).toBe(503);
    expect((await fetch(`${service.healthUrl}/healthz`)).status).toBe(200);
    await back;
    await untilReady();

    const { token } = await world.asPerson();
    const reply = requestReply(world.connection, work, JSON.stringify({ number: 1, milliseconds: 0 }), token);
    await expect(reply).resolves.toEqual({ number: 1 });
    const number = 1_000_000;
    await new EventPublisher(world.connection, 'spec').publish({
      id: 'after-the-outage',
      subject: worked.subject,
      source: '/greeter',
      type: 'dev.gatehouse.greeter.v1.worked',
      time: new Date().toISOString(),
      data: { number },
    });
    for (let tries = 0; tries < 200 && !handledEvents.includes(number); tries += 1) await pauseFor(50);
    expect(handledEvents).toContain(number);
    await world.stop();
  }, 120_000);
});
