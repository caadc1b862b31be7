import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import {
  ContractFailure,
  defineRequest,
  defineService,
  FAILURE_CODES,
  HTTP_STATUS_OF,
  refuse,
  type FailureCode,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { ServiceClient, type VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '../binding/handles.js';
import { answering, moduleOf, worldForSpecs, type SpecWorld } from '../world-for-specs.js';

const refuseAs = defineRequest({
  subject: 'rpc.greeter.v1.refuse',
  summary: 'Refuses with the code it is asked for.',
  permission: 'credentials.read',
  request: z.object({ code: z.string() }),
  reply: z.object({}),
  failures: Object.fromEntries(FAILURE_CODES.map((code) => [code.toUpperCase(), code])) as Record<string, FailureCode>,
});
const misbehave = defineRequest({
  subject: 'rpc.greeter.v1.misbehave',
  summary: 'Does what a handler must not do.',
  permission: 'credentials.read',
  request: z.object({
    how: z.enum(['throw', 'wrong-reply', 'extra-reply', 'undeclared', 'huge', 'throw-text']),
  }),
  reply: z.object({ text: z.string() }),
  failures: {},
});
const dawdle = { ...misbehave, subject: 'rpc.greeter.v1.dawdle', timeLimitSeconds: 0.3 } as const;
const reset = defineRequest({
  ...{ summary: 'For administrators only.', request: z.object({}), reply: z.object({}), failures: {} },
  subject: 'rpc.greeter.v1.reset',
  permission: 'tasks.run',
});
const nobody = { ...refuseAs, subject: 'rpc.nobody.v1.answer' } as const;
const relay = { ...misbehave, subject: 'rpc.relay.v1.relay' } as const;

const canary = 'canary-7f3a';

@Controller()
class Misbehaving {
  @Handles(refuseAs)
  async refuse({ code }: RequestOf<typeof refuseAs>): Promise<ReplyOf<typeof refuseAs>> {
    throw refuse(refuseAs, code.toUpperCase(), `As you like: ${code}.`, { details: { roles: ['a', 'b'] } });
  }

  @Handles(misbehave)
  async misbehave({ how }: RequestOf<typeof misbehave>): Promise<ReplyOf<typeof misbehave>> {
    switch (how) {
      case 'throw':
        throw new Error(`password=${canary} in a text`);
      case 'throw-text':
        throw canary;
      case 'wrong-reply':
        return { text: 7 } as never;
      case 'extra-reply':
        return { text: 'fine', secretColumn: canary } as never;
      case 'undeclared':
        throw new ContractFailure({ code: 'not_found', reason: 'NEVER_DECLARED', message: canary });
      case 'huge':
        return { text: 'x'.repeat(2_000_000) };
    }
  }

  @Handles(dawdle)
  async dawdle(): Promise<ReplyOf<typeof dawdle>> {
    await new Promise((resolve) => setTimeout(resolve, 600));
    return { text: 'late' };
  }

  @Handles(reset)
  async reset(): Promise<ReplyOf<typeof reset>> {
    return {};
  }
}

@Controller()
class Relay {
  constructor(private readonly services: ServiceClient) {}

  @Handles(relay)
  async relay(request: RequestOf<typeof relay>, actor: VerifiedActor): Promise<ReplyOf<typeof relay>> {
    await this.services.call(refuseAs, actor, { code: 'not_found' });
    return { text: request.how };
  }
}
Reflect.defineMetadata('design:paramtypes', [ServiceClient], Relay);

describe('a failure on its way to the caller', () => {
  let world: SpecWorld;
  let caller: ServiceClient;
  let person: VerifiedActor;

  beforeAll(async () => {
    world = await worldForSpecs();
    await world.start({
      manifest: answering('greeter', refuseAs, misbehave, dawdle, reset),
      module: moduleOf(Misbehaving),
    });
    await world.start({
      manifest: defineService({ ...answering('relay', relay), calls: [refuseAs] }),
      module: moduleOf(Relay),
    });
    caller = world.caller(refuseAs, misbehave, dawdle, reset, nobody, relay);
    person = await world.asPerson();
  });
  afterAll(() => world.stop());

  it.each(FAILURE_CODES)('keeps code, reason, message and details when a use case refuses with %s', async (code) => {
    const call = caller.call(refuseAs, person, { code });
    await expect(call).rejects.toBeInstanceOf(ContractFailure);
    await expect(call).rejects.toMatchObject({
      failure: { code, reason: code.toUpperCase(), message: `As you like: ${code}.`, details: { roles: ['a', 'b'] } },
    });
  });

  it.each(FAILURE_CODES)('marks a reply with %s for people who read NATS', async (code) => {
    const { headers } = await import('@nats-io/transport-node');
    const sent = headers();
    sent.set('Actor', person.token.reveal());
    const reply = await world.connection.request(refuseAs.subject, JSON.stringify({ code }), {
      headers: sent,
      timeout: 2_000,
    });
    expect(reply.headers?.get('Nats-Service-Error-Code')).toBe(String(HTTP_STATUS_OF[code]));
    expect(reply.headers?.get('Nats-Service-Error')).toBe(`${code}/${code.toUpperCase()}`);
    expect(reply.json()).toMatchObject({ code });
  });

  it.each<[string, string | Uint8Array]>([
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00])],
    ['text that is no JSON', '{"code":'],
    ['nothing at all', ''],
    ['JSON of another shape', '[]'],
    ['a field of another type', '{"code":7}'],
  ])('is invalid_argument for %s', async (_case, payload) => {
    const { headers } = await import('@nats-io/transport-node');
    const sent = headers();
    sent.set('Actor', person.token.reveal());
    const reply = await world.connection.request(refuseAs.subject, payload, { headers: sent, timeout: 2_000 });
    expect(reply.json()).toMatchObject({ code: 'invalid_argument', reason: 'REQUEST_INVALID' });
  });

  it('names the field that is wrong', async () => {
    await expect(caller.call(refuseAs, person, { code: 7 as never })).rejects.toMatchObject({
      failure: {
        reason: 'REQUEST_INVALID',
        message: expect.stringContaining('code: '),
        details: { fields: [{ field: 'code' }] },
      },
    });
  });

  it('is unauthenticated without an actor, and before the request is read', async () => {
    const reply = await world.connection.request(refuseAs.subject, 'no JSON', { timeout: 2_000 });
    expect(reply.json()).toMatchObject({ code: 'unauthenticated', reason: 'ACTOR_INVALID' });
  });

  it('is permission_denied for an actor who does not hold the permission, and passes one who does', async () => {
    await expect(caller.call(reset, person, {})).rejects.toMatchObject({
      failure: { code: 'permission_denied', reason: 'PERMISSION_MISSING' },
    });
    await expect(caller.call(reset, await world.asPerson({ privileges: ['administrator'] }), {})).resolves.toEqual({});
  });

  it.each(['throw', 'throw-text', 'undeclared'] as const)('never tells the text of a bug: %s', async (how) => {
    const call = caller.call(misbehave, person, { how });
    await expect(call).rejects.toMatchObject({ failure: { code: 'internal', reason: 'UNEXPECTED' } });
    const failure = await call.catch((error: unknown) => (error as ContractFailure).failure);
    expect(JSON.stringify(failure)).not.toContain(canary);
  });

  it('logs a bug once, as an error, without the secret in it', async () => {
    world.lines.length = 0;
    await caller.call(misbehave, person, { how: 'throw' }).catch(() => undefined);
    const logged = world.lines.filter(({ message }) => message === 'Request failed.');
    expect(logged).toMatchObject([
      {
        level: 'error',
        subject: misbehave.subject,
        actorId: 'ada@example.com',
        code: 'internal',
        error: { type: 'Error' },
      },
    ]);
    expect(JSON.stringify(logged)).not.toContain(canary);
  });

  it('is internal/REPLY_INVALID when the handler breaks its own contract', async () => {
    await expect(caller.call(misbehave, person, { how: 'wrong-reply' })).rejects.toMatchObject({
      failure: { code: 'internal', reason: 'REPLY_INVALID', details: { fields: ['text'] } },
    });
  });

  it('does not let out what the contract does not name', async () => {
    await expect(caller.call(misbehave, person, { how: 'extra-reply' })).resolves.toEqual({ text: 'fine' });
  });

  it('is internal when the reply is larger than a message may be, instead of silence', async () => {
    await expect(caller.call(misbehave, person, { how: 'huge' })).rejects.toMatchObject({
      failure: { code: 'internal', reason: 'UNEXPECTED' },
    });
  });

  it('is deadline_exceeded when the handler is slower than the contract allows, and is not tried again', async () => {
    world.lines.length = 0;
    await expect(caller.call(dawdle, person, { how: 'throw' })).rejects.toMatchObject({
      failure: { code: 'deadline_exceeded', reason: 'TIME_LIMIT' },
    });
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(world.lines.filter(({ message }) => message === 'Request handled.')).toHaveLength(1);
  });

  it('is unavailable at once when nobody answers the subject', async () => {
    const started = performance.now();
    await expect(caller.call(nobody, person, { code: '' })).rejects.toMatchObject({
      failure: { code: 'unavailable', reason: 'NO_RESPONDERS' },
    });
    expect(performance.now() - started).toBeLessThan(nobody.timeLimitSeconds * 1_000);
  });

  it("is our own bug when another service's refusal is not handled", async () => {
    await expect(caller.call(relay, person, { how: 'throw' })).rejects.toMatchObject({
      failure: { code: 'internal', reason: 'UNEXPECTED' },
    });
  });

  it('is an ordinary error when the manifest does not list the call', async () => {
    await expect(world.caller().call(reset, person, {})).rejects.toThrow('does not list');
  });
});
