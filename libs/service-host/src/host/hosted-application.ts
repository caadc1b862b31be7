import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Platform } from '../platform/platform.js';
import { NestLogger } from '../platform/nest-logger.js';
import { NatsTransport } from './nats-transport.js';

/** What the host starts and stops: a Nest application of any kind. */
export interface HostedApplication {
  /** Begins to take requests. */
  listen(): Promise<void>;
  /** Takes nothing new, finishes what runs, then runs Nest's shutdown hooks. */
  close(): Promise<void>;
  /** Finds a provider, for tests and tools. */
  get<T>(token: unknown): T;
}

/** Makes the application of a service; the gateway gives one that speaks HTTP. */
export type ApplicationFactory = (module: DynamicModule, platform: Platform) => Promise<HostedApplication>;

/** The application of every service behind the gateway: it speaks NATS only. */
export const natsApplication: ApplicationFactory = async (module, platform) => {
  const application = await NestFactory.createMicroservice(module, {
    strategy: new NatsTransport(platform),
    logger: new NestLogger(platform.log),
    abortOnError: false,
    forceCloseConnections: true,
  });
  return {
    listen: () => application.listen().then(() => undefined),
    close: () => application.close(),
    get: <T>(token: unknown) => application.get<T>(token as never, { strict: false }),
  };
};
