import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { DEFAULT_CALL_LOG_SIZE } from './call-log/call-log.js';
import type { GeneratorOptions } from './generator/generator-plan.js';
import { makeWorld } from './generator/make-world.js';
import type { Sandbox } from './sandbox.js';
import { readSeed } from './seed/read-seed.js';
import type { Seed } from './seed/seed-schema.js';
import { answer } from './server/answer.js';
import { httpServer } from './server/http-server.js';
import { isLoopback } from './server/is-loopback.rules.js';
import { Seal } from './signing/seal.js';
import { SessionTokens } from './signing/session-token.js';
import { SigningKeys } from './signing/signature.js';
import { IamLag } from './weather/iam-lag.js';
import { Weather } from './weather/weather.js';
import type { WeatherProfile } from './weather/weather-settings.js';

/** The organization that `npm start` shows. */
export const DEMO_SEED = fileURLToPath(new URL('../seed/organization.yaml', import.meta.url));

/** How a sandbox is started; the figures of the generator are those of the command line. */
export interface SandboxOptions extends GeneratorOptions {
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** A file, or a seed already read. */
  readonly seed?: string | Seed;
  readonly hubToken?: string;
  /** Allow an address that is not loopback. */
  readonly expose?: boolean;
  readonly now?: () => Date;
  readonly report?: (error: unknown) => void;
  /** The weather to begin with; calm when absent. */
  readonly weather?: WeatherProfile;
  /** How many calls are remembered. */
  readonly callLogSize?: number;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:4599` */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Lets open requests end, then closes. */
  readonly stop: () => Promise<void>;
}

/** Starts a sandbox in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { host = '127.0.0.1', port = 0, expose = false } = options;
  if (!isLoopback(host) && !expose) {
    throw new Error(
      `The AWS sandbox listens on loopback only, and ${host} is not: its keys are known to everybody. Add --expose if you mean it.`,
    );
  }
  const sandbox = createSandbox(options);
  const server = httpServer((request) => answer(sandbox, request));
  await listen(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${String(actual)}`;
  return { url, sandbox, stop: () => close(server) };
}

function createSandbox({
  seed = DEMO_SEED,
  hubToken,
  now = () => new Date(),
  report = ignore,
  weather,
  callLogSize = DEFAULT_CALL_LOG_SIZE,
  ...options
}: SandboxOptions): Sandbox {
  const seal = new Seal();
  return {
    world: makeWorld(typeof seed === 'string' ? readSeed(seed) : seed, now(), options),
    seal,
    tokens: new SessionTokens(seal),
    keys: new SigningKeys(),
    now,
    hubToken,
    weather: new Weather(weather),
    lag: new IamLag(),
    callLogSize,
    changes: 0,
    report,
  };
}

function ignore(): void {
  // Tests that do not ask for reports see the 500 that the client gets.
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
  });
}
