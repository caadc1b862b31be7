import { join } from 'node:path';
import { requirePrograms } from '../servers/install.js';
import { endLeftovers } from '../servers/process-records.js';
import { ownServers, RememberedPorts, STAGE, startBackingServers } from './backing.js';
import { buildPortal, buildServices } from './build.js';
import { endCommands } from './commands.js';
import { provisionDatabases } from './databases.js';
import { lockFolder, makeProductFolder, setLogsAside, writePrivately } from './folder.js';
import { embeddedConfiguration } from './gatehouse-yaml.js';
import { ensureServiceKeys } from './keys.js';
import { checkMachine, ensurePackages } from './machine.js';
import { PROVISIONER, prepareNatsUsers, provisionStreams } from './messages.js';
import { startSandbox } from './sandbox.js';
import { serviceEnvironments } from './service-environments.js';
import { EXIT, StartProblem } from '../servers/start-problem.js';
import { inherited, unknownSettings } from './environment.rules.js';
import { SERVICES, settingsOf, startCompiler, startService } from './services.js';
import { printedSteps } from './steps.js';
import { Supervisor } from './supervisor.js';

const NAMES = SERVICES.map(({ name }) => name);

/**
 * What runs, for the terminal, tests and benches.
 *
 * @typedef {object} ProductState
 * @property {string} url of the portal
 * @property {'embedded' | 'real'} aws
 * @property {{ url: string, controlUrl: string, token: string } | undefined} sandbox
 * @property {{ postgres: string, redis: string, nats: string }} servers administrators' URLs
 * @property {Record<string, string>} databases URL per service
 * @property {Record<string, string>} seedFiles NATS user seed per service, and the provisioner's
 * @property {string} trustedKeysFile
 * @property {Record<string, { healthUrl: string }>} services
 * @property {string} folder
 */

/**
 * The whole product as plain processes on this machine.
 *
 * @param {import('./settings.rules.js').StartSettings} settings
 * @param {{ repository: string, say: (line: string) => void, env: NodeJS.ProcessEnv, hasPackages?: boolean }} options
 *   env: what the services' environments are made of; hasPackages: true when the caller has seen to node_modules
 */
export function createProduct(settings, { repository, say, env, hasPackages = false }) {
  const steps = printedSteps(say);
  const portalUrl = `http://127.0.0.1:${settings.portalPort}`;
  /** @type {Supervisor | undefined} */
  let supervisor;
  let unlock = () => {};

  /** @returns {Promise<ProductState>} */
  async function start() {
    unlock = await steps.run('machine', async (note) => {
      const release = lockFolder(makeProductFolder(settings.folder).root, portalUrl);
      unlock = release;
      setLogsAside(makeProductFolder(settings.folder));
      const ended = await endLeftovers(join(settings.folder, 'processes'));
      refuseUnknownSettings(repository, env);
      await requirePrograms(ownServers(settings));
      const found = await checkMachine({ repository, folder: settings.folder, ports: fixedPorts(settings) });
      note(ended.length > 0 ? `${found}; ended what an earlier start left: ${ended.join(', ')}` : found);
      return release;
    });
    const folder = makeProductFolder(settings.folder);
    supervisor = new Supervisor({ processes: folder.processes, say });
    if (!hasPackages)
      await steps.run('packages', async (note) => note(await ensurePackages(repository, folder.log('npm-ci'))));
    const state = await startParts({ settings, repository, env, say, steps, folder, supervisor, portalUrl });
    writePrivately(join(folder.root, 'state.json'), `${JSON.stringify({ pid: process.pid, ...state }, null, 2)}\n`);
    return state;
  }

  return {
    start,
    elapsed: steps.elapsed,
    /** Stops everything that was started, in order; also in the middle of a start. */
    stop: async () => {
      endCommands();
      await supervisor?.stop();
      unlock();
    },
    /** Ends everything at once. */
    kill: () => {
      endCommands();
      supervisor?.kill();
      unlock();
    },
    /** Process ids by name. */
    pids: () => supervisor?.pids() ?? {},
  };
}

/**
 * @param {string} repository
 * @param {NodeJS.ProcessEnv} env
 */
function refuseUnknownSettings(repository, env) {
  const known = NAMES.flatMap((name) => settingsOf(repository, name));
  const unknown = unknownSettings(env, known);
  if (unknown.length === 0) return;
  throw new StartProblem(`Not a setting of Gatehouse: ${unknown.join(', ')}.`, {
    advice: 'Check the spelling; npm run config lists what there is.',
    exitCode: EXIT.usage,
  });
}

/** @param {import('./settings.rules.js').StartSettings} settings */
function fixedPorts({ portalPort, sandboxPort, controlPort, aws }) {
  const portal = { port: portalPort, key: 'GATEHOUSE_PORT', what: 'the portal' };
  const sandbox = { port: sandboxPort, key: 'GATEHOUSE_SANDBOX_PORT', what: 'the embedded AWS organization' };
  const control = { port: controlPort, key: 'GATEHOUSE_SANDBOX_CONTROL_PORT', what: 'its control page' };
  return aws === 'embedded' ? [portal, sandbox, control] : [portal];
}

/**
 * @typedef {object} Parts
 * @property {import('./settings.rules.js').StartSettings} settings
 * @property {string} repository
 * @property {NodeJS.ProcessEnv} env
 * @property {(line: string) => void} say
 * @property {import('./steps.js').Steps} steps
 * @property {import('./folder.js').ProductFolder} folder
 * @property {Supervisor} supervisor
 * @property {string} portalUrl
 */

/**
 * @param {Parts} parts
 * @returns {Promise<ProductState>}
 */
async function startParts(parts) {
  const { settings, repository, steps, folder, supervisor, portalUrl } = parts;
  const ports = new RememberedPorts(folder.root);
  const keys = ensureServiceKeys(folder.keys, NAMES);
  const nats = await prepareNatsUsers({ repository, keys: folder.keys, services: NAMES });
  // Compiling needs the processor and the servers hardly do, so the two go on at once.
  const [servers] = await allOrNothing([startServers(parts, ports, nats.configuration), build(parts)]);
  const seedFileOf = (/** @type {string} */ user) => (servers.ownNats ? nats.seedFileOf(user) : undefined);
  const [databases] = await allOrNothing([
    steps.run('databases', () =>
      provisionDatabases({ adminUrl: servers.postgres, services: withDatabase(), keys: folder.keys }),
    ),
    steps.run('streams', async (note) =>
      note(
        await provisionStreams({
          repository,
          env: parts.env,
          url: servers.nats,
          seedFile: seedFileOf(PROVISIONER),
          logFile: folder.log('streams'),
        }),
      ),
    ),
  ]);
  const sandbox =
    settings.aws === 'embedded' ? await steps.run('embedded AWS organization', () => sandboxOf(parts)) : undefined;
  const environments = await serviceEnvironments({
    repository,
    env: parts.env,
    settings,
    folder,
    ports,
    keys,
    seedFileOf,
    servers,
    databases,
    sandbox,
    portalUrl,
  });
  await startServices(parts, environments);
  return {
    url: portalUrl,
    aws: settings.aws,
    sandbox,
    servers: { postgres: servers.postgres, redis: servers.redis, nats: servers.nats },
    databases,
    seedFiles: servers.ownNats
      ? Object.fromEntries([...NAMES, PROVISIONER].map((name) => [name, nats.seedFileOf(name)]))
      : {},
    trustedKeysFile: keys.trustedKeysFile,
    services: Object.fromEntries(environments.map(({ name, healthUrl }) => [name, { healthUrl }])),
    folder: folder.root,
  };
}

const withDatabase = () => SERVICES.filter(({ hasDatabase }) => hasDatabase).map(({ name }) => name);

/**
 * Like Promise.all, but waits for the others when one fails, so that nothing is started behind the back of a stop.
 *
 * @template {readonly unknown[]} T
 * @param {{ [K in keyof T]: Promise<T[K]> }} promises
 * @returns {Promise<T>}
 */
async function allOrNothing(promises) {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return /** @type {T} */ (/** @type {unknown} */ (results.map((result) => 'value' in result && result.value)));
}

/**
 * @param {Parts} parts
 * @param {RememberedPorts} ports
 * @param {string} configuration
 */
function startServers({ settings, folder, supervisor, say, steps }, ports, configuration) {
  return steps.run('PostgreSQL, Redis, NATS', async (note) => {
    const servers = await startBackingServers({
      settings,
      folder,
      supervisor,
      ports,
      natsConfiguration: async () => configuration,
      say,
    });
    const all = [servers.postgres, servers.redis, servers.nats];
    note(`ports ${all.map((url) => new URL(url).port).join(', ')}`);
    return servers;
  });
}

/**
 * The portal needs nothing but the contracts and the policy engine, so it is built while the rest is compiled.
 *
 * @param {Parts} parts
 */
async function build({ repository, folder, steps, settings: { watch } }) {
  const projects = ['libs/contracts', 'libs/iam-policy'];
  await steps.run('contracts and policy engine compiled', () =>
    buildServices({ repository, watch, projects, logFile: folder.log('build') }),
  );
  await allOrNothing([
    steps.run('services compiled', () => buildServices({ repository, watch, logFile: folder.log('build') })),
    steps.run('portal', async (note) => note(await buildPortal({ repository, logFile: folder.log('build-portal') }))),
  ]);
}

/** @param {Parts} parts */
function sandboxOf({ repository, env, folder, supervisor, settings }) {
  return startSandbox({ repository, env, folder, supervisor, settings });
}

/**
 * @param {Parts} parts
 * @param {readonly import('./service-environments.js').ServiceEnvironment[]} environments
 */
async function startServices({ steps, supervisor, folder, repository, settings, env: ours }, environments) {
  if (settings.watch) {
    const logFile = folder.log('compiler');
    const start = (/** @type {import('../servers/processes.js').OnSpawn} */ onSpawn) =>
      startCompiler({ repository, logFile, env: inherited(ours), onSpawn });
    await steps.run('compiling what changes', () =>
      supervisor.keep({ name: 'compiler', stage: STAGE.sandbox, logFile, start }),
    );
  }
  const stages = [...new Set(SERVICES.map(({ stage }) => stage))].sort((a, b) => a - b);
  for (const stage of stages) {
    const units = SERVICES.filter((service) => service.stage === stage);
    await allOrNothing(
      units.map(({ name }) => {
        const found = environments.find((environment) => environment.name === name);
        const { env, healthUrl } = /** @type {import('./service-environments.js').ServiceEnvironment} */ (found);
        const logFile = folder.log(name);
        const options = { name, repository, logFile, env, readyUrl: `${healthUrl}/readyz`, watch: settings.watch };
        return steps.run(name, () =>
          supervisor.keep({ name, stage, logFile, start: (onSpawn) => startService({ ...options, onSpawn }) }),
        );
      }),
    );
  }
}
