import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ActorVerifier, ServiceClient, ServiceIdentity } from '@gatehouse/messaging';
import { Logger } from '@gatehouse/telemetry';
import { PlatformConfig } from '../config/platform-config.js';
import { HealthChecks } from '../health/health-checks.js';
import { Hearing } from '../host/hearing.js';
import { RethrowFilter } from '../host/rethrow-filter.js';
import { Clock } from './clock.js';
import type { Platform } from './platform.js';

/** Injects the service's `NatsConnection`. */
export const NATS_CONNECTION = Symbol('NATS_CONNECTION');
/** Injects the service's `ServiceManifest`. */
export const SERVICE_MANIFEST = Symbol('SERVICE_MANIFEST');

@Module({})
class PlatformModule {}

@Module({})
class ServiceRoot {}

/** The module of a whole service: what the platform gives, globally, and the service's own module. */
export function rootModule(
  platform: Platform,
  serviceModule: Type | DynamicModule,
  configProviders: readonly Provider[],
): DynamicModule {
  const providers: Provider[] = [
    { provide: ServiceClient, useValue: platform.services },
    { provide: ServiceIdentity, useValue: platform.identity },
    { provide: ActorVerifier, useValue: platform.verifier },
    { provide: Logger, useValue: platform.log },
    { provide: Clock, useValue: platform.clock },
    { provide: HealthChecks, useValue: platform.healthChecks },
    { provide: PlatformConfig, useValue: platform.config },
    { provide: Hearing, useValue: platform.hearing },
    { provide: NATS_CONNECTION, useValue: platform.connection },
    { provide: SERVICE_MANIFEST, useValue: platform.manifest },
    ...configProviders,
  ];
  const platformModule: DynamicModule = {
    module: PlatformModule,
    global: true,
    providers,
    exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
  };
  return {
    module: ServiceRoot,
    imports: [platformModule, serviceModule],
    providers: [{ provide: APP_FILTER, useClass: RethrowFilter }],
  };
}
