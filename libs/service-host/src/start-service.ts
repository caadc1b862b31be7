import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { ServiceManifest } from '@gatehouse/contracts';
import { createLogger, stopTelemetry, type Logger } from '@gatehouse/telemetry';
import type { Environment } from './config/environment.js';
import { readPlatformConfig } from './config/platform-config.js';
import { readServiceConfig, type AnyServiceConfig } from './config/service-config.js';
import { startHealthServer, type HealthServer } from './health/health-server.js';
import { natsApplication, type ApplicationFactory, type HostedApplication } from './host/hosted-application.js';
import type { Clock } from './platform/clock.js';
import { rootModule } from './platform/platform-module.js';
import { openPlatform, type Platform } from './platform/platform.js';
import { ProcessGuard } from './process-guard.js';

export interface ServiceDefinition {
  readonly manifest: ServiceManifest;
  readonly module: Type | DynamicModule;
  /** The service's own variables; made by `serviceConfig`. */
  readonly config?: AnyServiceConfig;
  /** Default: an application that speaks NATS only. */
  readonly application?: ApplicationFactory;
  /** Default: the environment of the process. Tests pass their own. */
  readonly environment?: Environment;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Default: JSON lines on standard output. */
  readonly log?: Logger;
  /** False in tests: leave signals and uncaught errors of the process alone. Default true. */
  readonly stopAtSignals?: boolean;
}

export interface RunningService {
  /** `http://host:port` of /healthz, /readyz and /metrics. */
  readonly healthUrl: string;
  readonly platform: Platform;
  /** Finds a provider of the service. */
  get<T>(token: unknown): T;
  /** Takes nothing new, finishes what runs (at most 10 s), flushes and closes. The same promise on every call. */
  stop(): Promise<void>;
}

/**
 * Starts a service: reads its environment, connects, boots its module, holds it to its manifest, takes requests.
 *
 * @example await startService({ manifest: credentials, module: CredentialsModule, config: credentialsConfig });
 */
export async function startService(definition: ServiceDefinition): Promise<RunningService> {
  const guard = guardOf(definition);
  const { platform, configProviders } = await prepare(definition);
  try {
    const service = await boot(definition, platform, configProviders);
    guard?.protect(service.stop, platform.log);
    void endWithConnection(platform, guard);
    return service;
  } catch (error) {
    await platform.connection.close();
    throw error;
  }
}

function guardOf({ stopAtSignals = true, log, manifest }: ServiceDefinition): ProcessGuard | undefined {
  return stopAtSignals ? new ProcessGuard(log ?? createLogger(manifest.name)) : undefined;
}

async function prepare(
  definition: ServiceDefinition,
): Promise<{ platform: Platform; configProviders: readonly Provider[] }> {
  const { manifest, environment = process.env } = definition;
  const ownKeys = Object.keys(definition.config?.schema.shape ?? {});
  const config = readPlatformConfig(manifest.name, environment, ownKeys);
  const configProviders = configProvidersOf(definition, environment);
  return { platform: await openPlatform(manifest, config, definition), configProviders };
}

function configProvidersOf({ manifest, config }: ServiceDefinition, environment: Environment): Provider[] {
  if (!config) return [];
  return [{ provide: config.token, useValue: readServiceConfig(manifest.name, config, environment) }];
}

async function boot(
  definition: ServiceDefinition,
  platform: Platform,
  configProviders: readonly Provider[],
): Promise<RunningService> {
  let accepting = false;
  const make = definition.application ?? natsApplication;
  const application = await make(rootModule(platform, definition.module, configProviders), platform);
  const health = await startHealthServer({
    ...platform.config.health,
    checks: platform.healthChecks,
    isReady: () => accepting,
  });
  try {
    await application.listen();
    platform.hearing.holdToManifest();
  } catch (error) {
    await Promise.allSettled([health.close(), application.close()]);
    throw error;
  }
  accepting = true;
  platform.log.info({ healthUrl: health.url }, 'Service started.');
  let stopped: Promise<void> | undefined;
  const refuse = () => {
    accepting = false;
  };
  return {
    healthUrl: health.url,
    platform,
    get: <T>(token: unknown) => application.get<T>(token),
    stop: () => (stopped ??= stopInOrder({ application, health, platform, refuse })),
  };
}

interface Stopping {
  readonly application: HostedApplication;
  readonly health: HealthServer;
  readonly platform: Platform;
  readonly refuse: () => void;
}

/** Requests first, then the service's own parts (which may still tell events), then the connection, health last. */
async function stopInOrder({ application, health, platform, refuse }: Stopping): Promise<void> {
  refuse();
  platform.log.info({}, 'Service stops: takes nothing new.');
  await application.close();
  platform.hearing.stop();
  await platform.connection.drain().catch(() => platform.connection.close());
  await health.close();
  platform.log.info({}, 'Service stopped.');
  await platform.log.flush();
  await stopTelemetry();
}

/** The client reconnects for ever; a connection that is closed nevertheless (its user was removed) cannot be repaired. */
async function endWithConnection({ connection, log }: Platform, guard: ProcessGuard | undefined): Promise<void> {
  const error = await connection.closed();
  if (!(error instanceof Error)) return;
  if (guard) await guard.fail(error, 'The process ends: NATS closed the connection for good.');
  else log.error({ error }, 'NATS closed the connection for good.');
}
