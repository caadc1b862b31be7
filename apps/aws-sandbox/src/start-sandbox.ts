import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { DEFAULT_CALL_LOG_SIZE } from './call-log/call-log.js';
import { type Controlled, controlServer } from './control/control-server.js';
import type { GeneratorOptions } from './generator/generator-plan.js';
import { regrowWorld } from './generator/grow-world.js';
import { makeWorld } from './generator/make-world.js';
import type { Sandbox } from './sandbox.js';
import { DataFolder } from './saved-world/data-folder.js';
import { WorldSaver } from './saved-world/world-saver.js';
import { readSeed } from './seed/read-seed.js';
import type { Seed } from './seed/seed-schema.js';
import { answer } from './server/answer.js';
import { httpServer } from './server/http-server.js';
import { isLoopback } from './server/is-loopback.rules.js';
import { Seal } from './signing/seal.js';
import { SessionTokens } from './signing/session-token.js';
import { SigningKeys } from './signing/signature.js';
import { endWaiting } from './sqs/waiting-receivers.js';
import type { World } from './state/model.js';
import { IamLag } from './weather/iam-lag.js';
import { Weather } from './weather/weather.js';
import type { WeatherProfile } from './weather/weather-settings.js';

/** The organization that `npm start` shows. */
export const DEMO_SEED = fileURLToPath(new URL('../seed/organization.yaml', import.meta.url));

const LOOPBACK = '127.0.0.1';

const SWEEP_MILLISECONDS = 50;

/** How a sandbox is started; the figures of the generator are those of the command line. */
export interface SandboxOptions extends GeneratorOptions {
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Port of the control page; without one there is none. */
  readonly controlPort?: number;
  /** A file, or a seed already read. */
  readonly seed?: string | Seed | undefined;
  readonly hubToken?: string | undefined;
  /** Allow an address that is not loopback. */
  readonly expose?: boolean;
  /** Folder to keep the state in; without one it ends with the sandbox. */
  readonly data?: string | undefined;
  /** The weather to begin with; calm when absent. */
  readonly weather?: WeatherProfile;
  /** How many calls are remembered. */
  readonly callLogSize?: number;
  readonly now?: () => Date;
  readonly report?: (error: unknown) => void;
  /** Told what people should know, such as saved state that cannot be used. */
  readonly tell?: (message: string) => void;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:4599` */
  readonly url: string;
  /** `http://127.0.0.1:4598` */
  readonly controlUrl: string | undefined;
  readonly sandbox: Sandbox;
  /** Makes the world anew, in the weather of the start. */
  readonly reset: () => void;
  /** Lets open requests end, then closes and saves. */
  readonly stop: () => Promise<void>;
  /** For a process that cannot wait any longer: saves and leaves the rest. */
  readonly stopNow: () => void;
}

/** Starts a sandbox in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  refuseExposure(options);
  const folder = options.data === undefined ? undefined : new DataFolder(options.data);
  try {
    return await serve(options, folder);
  } catch (error) {
    folder?.release();
    throw error;
  }
}

function refuseExposure({ host = LOOPBACK, expose = false }: SandboxOptions): void {
  if (isLoopback(host) || expose) return;
  throw new Error(
    `The AWS sandbox listens on loopback only, and ${host} is not: its keys are known to everybody. Add --expose if you mean it.`,
  );
}

async function serve(options: SandboxOptions, folder: DataFolder | undefined): Promise<RunningSandbox> {
  const { host = LOOPBACK, port = 0, controlPort } = options;
  const origin = originOf(options);
  const sandbox = createSandbox(options, origin, folder);
  const reset = (): void => {
    endWaiting(sandbox.world);
    sandbox.world = origin.anew();
    sandbox.weather.set(sandbox.weather.first);
    sandbox.changes += 1;
  };
  const api = await listening(
    httpServer((request) => answer(sandbox, request)),
    { host, port, flag: '--port' },
  );
  const control = await controlOf({ sandbox, reset, url: api.url }, controlPort).catch(async (error: unknown) => {
    await api.close();
    throw error;
  });
  const saver = folder === undefined ? undefined : new WorldSaver(sandbox, folder);
  return {
    url: api.url,
    controlUrl: control?.url,
    sandbox,
    reset,
    stop: async () => {
      endWaiting(sandbox.world);
      await Promise.all([api.close(), control?.close()]);
      await saver?.stop();
    },
    stopNow: () => saver?.stopNow(),
  };
}

/** The control page, where one is asked for. */
async function controlOf(controlled: Controlled, port: number | undefined): Promise<Listening | undefined> {
  if (port === undefined) return undefined;
  return listening(controlServer(controlled), { host: LOOPBACK, port, flag: '--control-port' });
}

/** Where the world comes from. */
interface Origin {
  readonly seed: Seed;
  readonly now: () => Date;
  readonly anew: () => World;
}

function originOf({ seed: given = DEMO_SEED, now = () => new Date(), ...options }: SandboxOptions): Origin {
  const seed = typeof given === 'string' ? readSeed(given) : given;
  return { seed, now, anew: () => makeWorld(seed, now(), options) };
}

function createSandbox(options: SandboxOptions, { seed, now, anew }: Origin, folder: DataFolder | undefined): Sandbox {
  const { hubToken, weather, callLogSize = DEFAULT_CALL_LOG_SIZE, report = ignore, tell = ignore } = options;
  const seal = new Seal(folder?.sealKey());
  const saved = folder?.read(now(), tell);
  if (saved !== undefined) regrowWorld(saved, seed);
  return {
    world: saved ?? anew(),
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

interface ListeningAt {
  readonly host: string;
  readonly port: number;
  /** What to change when the port is taken. */
  readonly flag: string;
}

interface Listening {
  readonly url: string;
  /** Lets open requests end first. */
  readonly close: () => Promise<void>;
}

async function listening(server: Server, { host, port, flag }: ListeningAt): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${String(port)} on ${host} is taken. Stop what uses it, or give another one with ${flag}.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${String(actual)}`;
  return { url, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Clients keep connections: what was busy when the server closed is idle as soon as it has its answer.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, SWEEP_MILLISECONDS);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
