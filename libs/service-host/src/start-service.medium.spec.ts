import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Controller,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { z } from 'zod';
import {
  defineEvent,
  defineRequest,
  defineService,
  type ReplyOf,
  type RequestOf,
  type Secret,
} from '@gatehouse/contracts';
import { ServiceIdentity, type VerifiedActor } from '@gatehouse/messaging';
import { Logger } from '@gatehouse/telemetry';
import { Handles } from './binding/handles.js';
import { Subscribes } from './binding/subscribes.js';
import { secretText } from './config/environment.js';
import { serviceConfig, type ConfigOf } from './config/service-config.js';
import { Hearing } from './host/hearing.js';
import { HealthChecks } from './health/health-checks.js';
import { Clock } from './platform/clock.js';
import { answering, moduleOf, worldForSpecs, type SpecWorld } from './world-for-specs.js';

const greet = defineRequest({
  subject: 'rpc.greeter.v1.greet',
  summary: 'Greets.',
  permission: 'credentials.read',
  request: z.object({ name: z.string() }),
  reply: z.object({ text: z.string() }),
  failures: {},
});
const part = { ...greet, subject: 'rpc.greeter.v1.part' } as const;
const open = { ...greet, subject: 'rpc.greeter.v1.open', permission: 'identity.read-actor-keys' } as const;
const parted = defineEvent({
  subject: 'evt.greeter.v1.parted',
  summary: 'Somebody left.',
  since: '0.1.0',
  data: z.object({ name: z.string() }),
  example: { name: 'Ada' },
});

const greeterConfig = serviceConfig(
  z.object({
    GATEHOUSE_GREETING: z.string().default('Hello').describe('What it says.'),
    GATEHOUSE_GREETER_PASSWORD: secretText().optional().describe('Opens the door.'),
  }),
);
type GreeterConfig = ConfigOf<typeof greeterConfig>;

@Controller()
class Greeter {
  constructor(@Inject(greeterConfig.token) private readonly config: GreeterConfig) {}

  @Handles(greet)
  async greet({ name }: RequestOf<typeof greet>, { displayName }: VerifiedActor): Promise<ReplyOf<typeof greet>> {
    return { text: `${this.config.GATEHOUSE_GREETING} ${name}, says ${displayName}` };
  }
}

@Controller()
class PlainGreeter {
  @Handles(greet)
  async greet({ name }: RequestOf<typeof greet>): Promise<ReplyOf<typeof greet>> {
    return { text: name };
  }
}

const heard: string[] = [];

@Controller()
class Hears extends PlainGreeter implements OnApplicationBootstrap {
  constructor(private readonly hearing: Hearing) {
    super();
  }

  onApplicationBootstrap(): void {
    this.hearing.hear({ event: parted, handle: ({ name }) => void heard.push(name), missing: () => undefined });
  }
}

async function untilHeard(name: string): Promise<void> {
  for (let tries = 0; tries < 250 && !heard.includes(name); tries += 1) await pause(20);
}

let world: SpecWorld;
beforeAll(async () => {
  world = await worldForSpecs();
});
afterAll(() => world.stop());

const greeter = answering('greeter', greet);

describe('a service that starts', () => {
  it('answers, is healthy and ready, measures, and writes one line for each request', async () => {
    const service = await world.start({
      manifest: greeter,
      module: moduleOf(Greeter),
      config: greeterConfig,
      environment: { GATEHOUSE_GREETING: 'Hi' },
    });
    world.lines.length = 0;
    const person = await world.asPerson();
    await expect(world.caller(greet).call(greet, person, { name: 'Bob' })).resolves.toEqual({
      text: 'Hi Bob, says Ada Osei',
    });
    expect(world.lines.filter(({ service: name }) => name === 'greeter')).toMatchObject([
      {
        level: 'info',
        subject: greet.subject,
        actorId: 'ada@example.com',
        code: 'ok',
        durationMilliseconds: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(world.lines)).not.toContain(person.token.reveal());

    const get = async (path: string) => fetch(`${service.healthUrl}${path}`);
    expect((await get('/healthz')).status).toBe(200);
    expect(await (await get('/readyz')).json()).toMatchObject({ ok: true, checks: [{ name: 'nats', ok: true }] });
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain(`gatehouse_requests_handled_total{subject="${greet.subject}",code="ok"} 1`);
    expect(metrics).toContain(`gatehouse_request_duration_seconds_count{subject="${greet.subject}"} 1`);
    expect((await get('/etc/passwd')).status).toBe(404);
    await service.stop();
    await expect(get('/healthz')).rejects.toThrow();
  });

  it('is not ready while a check fails or hangs, and stays alive', async () => {
    const service = await world.start({ manifest: greeter, module: moduleOf(PlainGreeter) });
    service.get<HealthChecks>(HealthChecks).add('database', () => Promise.reject(new Error('password=canary')));
    service.get<HealthChecks>(HealthChecks).add('cache', () => new Promise(() => {}));
    const response = await fetch(`${service.healthUrl}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ok: false,
      accepting: true,
      checks: [
        { name: 'nats', ok: true },
        { name: 'database', ok: false },
        { name: 'cache', ok: false },
      ],
    });
    expect((await fetch(`${service.healthUrl}/healthz`)).status).toBe(200);
    await service.stop();
  });

  it('gives its modules the platform: identity, clock, log, and closes them in order', async () => {
    const order: string[] = [];
    @Injectable()
    class Part implements OnModuleDestroy {
      constructor(
        readonly identity: ServiceIdentity,
        readonly clock: Clock,
        readonly log: Logger,
      ) {}
      onModuleDestroy(): void {
        order.push('part');
      }
    }
    Reflect.defineMetadata('design:paramtypes', [ServiceIdentity, Clock, Logger], Part);
    class PartModule {}
    Module({ controllers: [PlainGreeter], providers: [Part] })(PartModule);
    const service = await world.start({ manifest: greeter, module: PartModule });
    const found = service.get<Part>(Part);
    expect((await found.identity.actor()).id).toBe('service:greeter');
    expect(found.clock.now()).toBeInstanceOf(Date);
    void service.platform.connection.closed().then(() => order.push('connection'));
    await service.stop();
    await service.stop();
    expect(order).toEqual(['part', 'connection']);
  });

  it('answers a public contract without an actor', async () => {
    @Controller()
    class Open {
      @Handles(open)
      async answer({ name }: RequestOf<typeof open>): Promise<ReplyOf<typeof open>> {
        return { text: name };
      }
    }
    const service = await world.start({ manifest: answering('greeter', open), module: moduleOf(Open) });
    const reply = await world.connection.request(open.subject, '{"name":"you"}', { timeout: 1_000 });
    expect(reply.json()).toEqual({ text: 'you' });
    await service.stop();
    expect(() => {
      class Wrong {
        async answer(_request: RequestOf<typeof open>, _actor: VerifiedActor): Promise<ReplyOf<typeof open>> {
          return { text: '' };
        }
      }
      const descriptor = Object.getOwnPropertyDescriptor(Wrong.prototype, 'answer');
      Handles(open)(Wrong.prototype, 'answer', descriptor as TypedPropertyDescriptor<Wrong['answer']>);
    }).toThrow('answer has no actor');
  });
});

describe('a service that does not keep its manifest does not start', () => {
  @Controller()
  class Listener {
    @Subscribes(parted, 'wave')
    async wave(): Promise<void> {}
  }

  it.each([
    [
      'a request without a handler',
      answering('greeter', greet, part),
      [PlainGreeter],
      `${part.subject} is in \`handles\``,
    ],
    [
      'a handler nobody was told of',
      answering('greeter'),
      [PlainGreeter],
      `${greet.subject} has a method with @Handles`,
    ],
    ['two handlers of one request', greeter, [PlainGreeter, Greeter2()], `${greet.subject} has two methods`],
    ['a subscriber nobody was told of', greeter, [PlainGreeter, Listener], `${parted.subject} (wave) has a method`],
    [
      'a subscription without a subscriber',
      defineService({ ...greeter, subscribes: [{ event: parted, purpose: 'cry' }] }),
      [PlainGreeter],
      `${parted.subject} (cry) is in \`subscribes\``,
    ],
  ])('%s', async (_case, manifest, controllers, complaint) => {
    await expect(world.start({ manifest, module: moduleOf(...controllers) })).rejects.toThrow(complaint);
  });

  const hearing = defineService({ ...greeter, hears: [parted] });

  it.each([
    ['an event that is named and that nothing hears', hearing, PlainGreeter, `${parted.subject} is in \`hears\``],
    ['an event that is heard and that nobody was told of', greeter, Hears, `${parted.subject} is heard, and is not`],
  ])('%s', async (_case, manifest, controller, complaint) => {
    await expect(world.start({ manifest, module: moduleOf(controller) })).rejects.toThrow(complaint);
  });

  it('but one that hears what its manifest names does, until it stops', async () => {
    const service = await world.start({ manifest: hearing, module: moduleOf(Hears) });
    await world.connection.flush();
    world.connection.publish(parted.subject, JSON.stringify({ name: 'Ada' }));
    await untilHeard('Ada');
    await service.stop();
    world.connection.publish(parted.subject, JSON.stringify({ name: 'Rosa' }));
    await world.connection.flush();
    expect(heard).toEqual(['Ada']);
  });

  function Greeter2() {
    @Controller()
    class Second extends PlainGreeter {}
    return Second;
  }
});

describe('a service whose configuration is not right does not start, and says all that is wrong', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a misspelt variable', { GATEHOUSE_GRETING: 'x' }, /GATEHOUSE_GRETING is not known.*GATEHOUSE_GREETING/],
    ['a port that is none', { GATEHOUSE_HEALTH_PORT: '70000' }, /GATEHOUSE_HEALTH_PORT: .*\(Port of/],
    ['a level that is none', { GATEHOUSE_LOG_LEVEL: 'loud' }, /GATEHOUSE_LOG_LEVEL/],
    [
      'a key file that is not there',
      { GATEHOUSE_SERVICE_KEY_FILE: '/nowhere' },
      /GATEHOUSE_SERVICE_KEY_FILE: cannot read \/nowhere \(ENOENT\)/,
    ],
    [
      'a file that holds something else',
      { GATEHOUSE_TRUSTED_KEYS_FILE: '/etc/hostname' },
      /does not hold what it should/,
    ],
    [
      'a server that is not there',
      { GATEHOUSE_NATS_URL: 'nats://user:canary@127.0.0.1:1' },
      /^Cannot connect to NATS at 127\.0\.0\.1:1/,
    ],
  ])('%s', async (_case, environment, complaint) => {
    const start = world.start({ manifest: greeter, module: moduleOf(Greeter), config: greeterConfig, environment });
    await expect(start).rejects.toThrow(complaint);
    await expect(start).rejects.not.toThrow(/canary/);
  });

  it("refuses another service's key, without showing it", async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'gatehouse-')), 'key.json');
    writeFileSync(file, JSON.stringify({ kid: 'service:relay', kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'canary' }));
    const start = world.start({
      manifest: greeter,
      module: moduleOf(PlainGreeter),
      environment: { GATEHOUSE_SERVICE_KEY_FILE: file },
    });
    await expect(start).rejects.toThrow(/does not hold what it should; .*kid service:<name>/);
    await expect(start).rejects.not.toThrow(/canary/);
  });

  it('keeps secrets of its configuration out of sight', async () => {
    const service = await world.start({
      manifest: greeter,
      module: moduleOf(Greeter),
      config: greeterConfig,
      environment: { GATEHOUSE_GREETER_PASSWORD: 'canary' },
    });
    const config = service.get<GreeterConfig>(greeterConfig.token);
    expect(JSON.stringify(config)).not.toContain('canary');
    expect((config.GATEHOUSE_GREETER_PASSWORD as Secret).reveal()).toBe('canary');
    await service.stop();
  });
});
