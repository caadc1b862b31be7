import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Module, type Type } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { exportJWK, generateKeyPair } from 'jose';
import {
  defineService,
  listActorKeys,
  type Actor,
  type AnyRequestContract,
  type ReplyOf,
  type ServiceManifest,
} from '@gatehouse/contracts';
import {
  connectNats,
  ServiceClient,
  signActorToken,
  verifiedActor,
  type ActorSigningKey,
  type VerifiedActor,
} from '@gatehouse/messaging';
import { natsServerForSpecs, type SpecNats } from '@gatehouse/messaging/nats-server-for-specs';
import { createLogger } from '@gatehouse/telemetry';
import { Handles } from './binding/handles.js';
import { startService, type RunningService, type ServiceDefinition } from './start-service.js';

/** A NATS server, an identity that serves its keys, and people. */
export interface SpecWorld {
  readonly nats: SpecNats;
  readonly connection: NatsConnection;
  /** Lines that the services wrote to their logs. */
  readonly lines: Record<string, unknown>[];
  start(
    definition: Omit<ServiceDefinition, 'environment' | 'stopAtSignals'> & { environment?: Record<string, string> },
  ): Promise<RunningService>;
  asPerson(person?: Partial<Actor>): Promise<VerifiedActor>;
  caller(...calls: AnyRequestContract[]): ServiceClient;
  stop(): Promise<void>;
}

/** Makes the world that a spec of this lib needs. */
export async function worldForSpecs(): Promise<SpecWorld> {
  const nats = await natsServerForSpecs();
  const connection = await connectNats({ url: nats.url, name: 'spec' });
  const lines: Record<string, unknown>[] = [];
  const running: RunningService[] = [];
  const pairs = await Promise.all(['identity-1', 'service:greeter', 'service:relay'].map(aKeyPair));
  const [identityKey] = pairs;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-keys-'));
  const trusted = join(folder, 'trusted.json');
  writeFileSync(trusted, JSON.stringify({ keys: pairs.slice(1).map(({ publicJwk }) => publicJwk) }));
  for (const { signer, privateJwk } of pairs)
    writeFileSync(join(folder, `${signer.kid}.json`), JSON.stringify(privateJwk));

  const world: SpecWorld = {
    nats,
    connection,
    lines,
    start: async (definition) => {
      const { name } = definition.manifest;
      const hasKey = pairs.some(({ signer }) => signer.kid === `service:${name}`);
      const service = await startService({
        log: createLogger(name, { destination: { write: (line) => void lines.push(JSON.parse(line) as never) } }),
        ...definition,
        stopAtSignals: false,
        environment: {
          GATEHOUSE_NATS_URL: nats.url,
          GATEHOUSE_TRUSTED_KEYS_FILE: trusted,
          ...(hasKey && { GATEHOUSE_SERVICE_KEY_FILE: join(folder, `service:${name}.json`) }),
          ...definition.environment,
        },
      });
      running.push(service);
      return service;
    },
    asPerson: async (person = {}) => {
      const actor: Actor = { ...ada, ...person };
      if (!identityKey) throw new Error('No key.');
      return verifiedActor(
        actor,
        await signActorToken(actor, identityKey.signer, { now: new Date(), lifetimeSeconds: 300 }),
      );
    },
    caller: (...calls) => new ServiceClient(connection, { name: 'spec', calls }),
    stop: async () => {
      await Promise.all(running.map((service) => service.stop()));
      await connection.close();
      await nats.stop();
    },
  };
  await world.start({ manifest: identityManifest, module: identityModule(pairs[0]?.publicJwk) });
  return world;
}

/** A manifest of a service that only answers. */
export function answering(name: string, ...handles: AnyRequestContract[]): ServiceManifest {
  return defineService({ name, summary: 'For a spec.', handles, calls: [], publishes: [], subscribes: [] });
}

/** A module of these controllers. */
export function moduleOf(...controllers: Type[]): Type {
  class SpecModule {}
  Module({ controllers })(SpecModule);
  return SpecModule;
}

const ada: Actor = {
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada Osei',
  groups: [],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 'session-1',
};

const identityManifest = answering('identity', listActorKeys);

type PublicJwk = ReplyOf<typeof listActorKeys>['keys'][number];

function identityModule(key: PublicJwk | undefined): Type {
  @Controller()
  class ListActorKeys {
    @Handles(listActorKeys)
    async handle(): Promise<ReplyOf<typeof listActorKeys>> {
      return { keys: key ? [key] : [] };
    }
  }
  return moduleOf(ListActorKeys);
}

async function aKeyPair(kid: string): Promise<{ signer: ActorSigningKey; privateJwk: object; publicJwk: PublicJwk }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x = '' } = await exportJWK(publicKey);
  return {
    signer: { kid, key: privateKey },
    privateJwk: { ...(await exportJWK(privateKey)), kid },
    publicJwk: { kid, kty: 'OKP', crv: 'Ed25519', x },
  };
}
