import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { listActorKeys, type ServiceManifest } from '@gatehouse/contracts';
import {
  ActorKeys,
  ActorVerifier,
  connectNats,
  importSigningKey,
  requestReply,
  ServiceClient,
  ServiceIdentity,
} from '@gatehouse/messaging';
import { createLogger, type Logger } from '@gatehouse/telemetry';
import type { PlatformConfig } from '../config/platform-config.js';
import { HealthChecks } from '../health/health-checks.js';
import { Hearing } from '../host/hearing.js';
import { SystemClock, type Clock } from './clock.js';
import { watchConnection } from './watch-connection.js';

/** Everything that a service gets before its own modules are made. */
export interface Platform {
  readonly manifest: ServiceManifest;
  readonly config: PlatformConfig;
  readonly connection: NatsConnection;
  readonly services: ServiceClient;
  readonly identity: ServiceIdentity;
  readonly verifier: ActorVerifier;
  readonly log: Logger;
  readonly clock: Clock;
  readonly healthChecks: HealthChecks;
  readonly hearing: Hearing;
}

/** What tests put in the place of the machine's own. */
export interface PlatformOverrides {
  readonly clock?: Clock | undefined;
  readonly log?: Logger | undefined;
}

/** Connects to NATS and makes what is made once per process. */
export async function openPlatform(
  manifest: ServiceManifest,
  config: PlatformConfig,
  { clock = new SystemClock(), log = createLogger(manifest.name, { level: config.logLevel }) }: PlatformOverrides,
): Promise<Platform> {
  const connection = await connectNats({ url: config.natsUrl, name: manifest.name, seed: config.natsSeed });
  void watchConnection(connection, log);
  const now = () => clock.now();
  const healthChecks = new HealthChecks();
  healthChecks.add('nats', async () => {
    await Promise.race([
      connection.flush(),
      pause(1_500, undefined, { ref: false }).then(() => Promise.reject(new Error('late'))),
    ]);
  });
  return {
    manifest,
    config,
    connection,
    services: new ServiceClient(connection, manifest),
    identity: new ServiceIdentity(manifest.name, () => signerOf(config), now),
    verifier: new ActorVerifier(
      new ActorKeys({
        serviceKeys: config.trustedKeys,
        fetchIdentityKeys: async () => (await requestReply(connection, listActorKeys, '{}')).keys,
        now,
      }),
      now,
    ),
    log,
    clock,
    healthChecks,
    hearing: new Hearing(manifest, connection, log),
  };
}

function signerOf({ serviceKey, service }: PlatformConfig) {
  if (serviceKey) return importSigningKey(serviceKey);
  throw new Error(`${service} cannot act as itself: GATEHOUSE_SERVICE_KEY_FILE is not set.`);
}
