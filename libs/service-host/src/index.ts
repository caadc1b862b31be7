export { Handles } from './binding/handles.js';
export { Subscribes } from './binding/subscribes.js';
export { ConfigurationInvalid, flag, secretText, type Environment } from './config/environment.js';
export { PlatformConfig, platformEnvironment, readPlatformConfig } from './config/platform-config.js';
export {
  readServiceConfig,
  serviceConfig,
  type AnyServiceConfig,
  type ConfigOf,
  type ServiceConfig,
} from './config/service-config.js';
export { HealthChecks, type CheckResult } from './health/health-checks.js';
export { type ApplicationFactory, type HostedApplication } from './host/hosted-application.js';
export { Hearing, type HearingOptions } from './host/hearing.js';
export { Clock, SystemClock } from './platform/clock.js';
export { NestLogger } from './platform/nest-logger.js';
export { NATS_CONNECTION, SERVICE_MANIFEST } from './platform/platform-module.js';
export type { Platform } from './platform/platform.js';
export { startService, type RunningService, type ServiceDefinition } from './start-service.js';
