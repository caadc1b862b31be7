import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { z } from 'zod';
import { defineEvent, defineRequest, defineService, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { EventPublisher, provision, ServiceClient, streamsOf, type VerifiedActor } from '@gatehouse/messaging';
import { currentTraceparent, inSpan, startTracing, type Tracing } from '@gatehouse/telemetry';
import { Handles } from './binding/handles.js';
import { Subscribes } from './binding/subscribes.js';
import { answering, moduleOf, worldForSpecs, type SpecWorld } from './world-for-specs.js';

const shape = {
  summary: 'For a spec.',
  permission: 'credentials.read',
  request: z.object({}),
  reply: z.object({}),
  failures: {},
} as const;
const first = defineRequest({ ...shape, subject: 'rpc.relay.v1.first' });
const second = defineRequest({ ...shape, subject: 'rpc.greeter.v1.second' });
const happened = defineEvent({
  subject: 'evt.relay.v1.happened',
  summary: 'It happened.',
  since: '0.1.0',
  data: z.object({}),
  example: {},
});

@Controller()
class Relay {
  constructor(private readonly services: ServiceClient) {}

  @Handles(first)
  async first(_request: RequestOf<typeof first>, actor: VerifiedActor): Promise<ReplyOf<typeof first>> {
    return this.services.call(second, actor, {});
  }
}
Reflect.defineMetadata('design:paramtypes', [ServiceClient], Relay);

@Controller()
class Greeter {
  @Handles(second)
  async second(): Promise<ReplyOf<typeof second>> {
    return {};
  }

  @Subscribes(happened, 'note')
  async note(): Promise<void> {}
}

describe('a trace', () => {
  const exporter = new InMemorySpanExporter();
  let tracing: Tracing;
  let world: SpecWorld;

  beforeAll(async () => {
    tracing = startTracing({
      service: 'spec',
      exporter,
      processorOf: (to) => new SimpleSpanProcessor({ exporter: to }),
    });
    world = await worldForSpecs();
    const relay = defineService({ ...answering('relay', first), calls: [second], publishes: [happened] });
    const greeter = defineService({
      ...answering('greeter', second),
      subscribes: [{ event: happened, purpose: 'note' }],
    });
    await provision(world.connection, streamsOf([relay, greeter]));
    await world.start({ manifest: relay, module: moduleOf(Relay) });
    await world.start({ manifest: greeter, module: moduleOf(Greeter) });
  });
  afterAll(async () => {
    await world.stop();
    await tracing.stop();
  });

  const nameOf = ({ name, parentSpanContext }: ReadableSpan, all: readonly ReadableSpan[]): string => {
    const parent = all.find((other) => other.spanContext().spanId === parentSpanContext?.spanId);
    return parent ? `${nameOf(parent, all)} > ${name}` : name;
  };

  it('is one from the caller through a service to the next, with every log line in it', async () => {
    const actor = await world.asPerson();
    await world.caller(first).call(first, actor, {});
    exporter.reset();
    world.lines.length = 0;
    await inSpan('GET /api/v3/first', { kind: 'server' }, () => world.caller(first).call(first, actor, {}));
    const spans = exporter.getFinishedSpans();
    const root = 'GET /api/v3/first';
    expect(spans.map((span) => nameOf(span, spans)).sort()).toEqual([
      root,
      `${root} > call ${first.subject}`,
      `${root} > call ${first.subject} > handle ${first.subject}`,
      `${root} > call ${first.subject} > handle ${first.subject} > call ${second.subject}`,
      `${root} > call ${first.subject} > handle ${first.subject} > call ${second.subject} > handle ${second.subject}`,
    ]);
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
    expect(world.lines.map((line) => line['trace_id'])).toEqual([
      spans[0]?.spanContext().traceId,
      spans[0]?.spanContext().traceId,
    ]);
    expect(spans.find(({ name }) => name === `handle ${second.subject}`)?.attributes).toEqual({
      'messaging.system': 'nats',
      'messaging.destination.name': second.subject,
      'gatehouse.actor.id': 'ada@example.com',
      'gatehouse.actor.kind': 'person',
      'gatehouse.code': 'ok',
    });
  });

  it('of an event begins anew and is linked to the one that told it', async () => {
    exporter.reset();
    await inSpan('the use case', { kind: 'server' }, async () => {
      const traceparent = currentTraceparent();
      await new EventPublisher(world.connection, 'spec').publish({
        id: 'happened-1',
        subject: happened.subject,
        source: '/relay',
        type: 'dev.gatehouse.relay.v1.happened',
        time: new Date().toISOString(),
        data: {},
        ...(traceparent && { traceparent }),
      });
    });
    const received = () => exporter.getFinishedSpans().find(({ name }) => name === `receive ${happened.subject}`);
    for (let tries = 0; tries < 200 && !received(); tries += 1) await new Promise((go) => setTimeout(go, 20));
    const teller = exporter.getFinishedSpans().find(({ name }) => name === 'the use case');
    expect(received()?.links.map(({ context }) => context.spanId)).toEqual([teller?.spanContext().spanId]);
    expect(received()?.spanContext().traceId).not.toBe(teller?.spanContext().traceId);
    expect(received()?.attributes).toMatchObject({
      'messaging.message.id': 'happened-1',
      'messaging.consumer.group.name': 'greeter--note',
      'gatehouse.delivery_count': 1,
    });
  });
});
