import { join } from 'node:path';
import { ensurePrograms } from '../servers/install.js';
import { startNats } from '../servers/nats.js';
import { freePort } from '../servers/ports.js';
import { startPostgres } from '../servers/postgres.js';
import { startRedis } from '../servers/redis.js';
import { recall, writePrivately } from './folder.js';

/** @typedef {import('../servers/processes.js').OnSpawn} OnSpawn */

/** Stages of the supervisor: what is stopped last was started first. */
export const STAGE = Object.freeze({ backing: 0, sandbox: 1, services: 2, edge: 3 });

/** Loopback ports that are the same at every start as long as nobody else takes them. */
export class RememberedPorts {
  #root;
  #ports;

  /** @param {string} root the product's folder */
  constructor(root) {
    this.#root = root;
    this.#ports = /** @type {Record<string, number>} */ (recall(root, 'ports'));
  }

  /**
   * @param {string} name
   * @returns {Promise<number>}
   */
  async portFor(name) {
    const port = await freePort(Number(this.#ports[name]) || 0);
    this.#ports[name] = port;
    writePrivately(join(this.#root, 'ports.json'), `${JSON.stringify(this.#ports, null, 2)}\n`);
    return port;
  }
}

/**
 * @typedef {object} BackingUrls
 * @property {string} postgres an administrator's
 * @property {string} redis
 * @property {string} nats
 * @property {boolean} ownNats true when we run it, with our users
 */

/**
 * Finds or installs the programs, and starts a private server for each URL that the settings do not give.
 *
 * @param {object} options
 * @param {import('./settings.rules.js').StartSettings} options.settings
 * @param {import('./folder.js').ProductFolder} options.folder
 * @param {import('./supervisor.js').Supervisor} options.supervisor
 * @param {RememberedPorts} options.ports
 * @param {() => Promise<string>} options.natsConfiguration users and permissions for our own nats-server
 * @param {(line: string) => void} options.say
 * @returns {Promise<BackingUrls>}
 */
export async function startBackingServers({ settings, folder, supervisor, ports, natsConfiguration, say }) {
  const given = givenServers(settings);
  const programs = await ensurePrograms(ownServers(settings), { report: (line) => say(`  … ${line}`) });
  const place = async (/** @type {string} */ name) => ({
    binary: programs[name] ?? '',
    directory: join(folder.root, name),
    port: await ports.portFor(name),
    logFile: folder.log(name),
  });
  const [postgres, redis, nats] = [await place('postgres'), await place('redis'), await place('nats')];
  const configuration = given.nats === undefined ? await natsConfiguration() : '';
  const starters = {
    postgres: (/** @type {OnSpawn} */ onSpawn) => startPostgres({ ...postgres, onSpawn }),
    redis: (/** @type {OnSpawn} */ onSpawn) => startRedis({ ...redis, onSpawn }),
    nats: (/** @type {OnSpawn} */ onSpawn) => startNats({ ...nats, configuration, onSpawn }),
  };
  const urls = await Promise.all([
    given.postgres ?? keepServer(supervisor, { name: 'postgres', logFile: postgres.logFile, start: starters.postgres }),
    given.redis ?? keepServer(supervisor, { name: 'redis', logFile: redis.logFile, start: starters.redis }),
    given.nats ?? keepServer(supervisor, { name: 'nats', logFile: nats.logFile, start: starters.nats }),
  ]);
  return { postgres: urls[0], redis: urls[1], nats: urls[2], ownNats: given.nats === undefined };
}

/** @param {import('./settings.rules.js').StartSettings} settings */
function givenServers({ postgresUrl, redisUrl, natsUrl }) {
  return { postgres: postgresUrl, redis: redisUrl, nats: natsUrl };
}

/**
 * The servers of which no URL is given, so that this start runs its own.
 *
 * @param {import('./settings.rules.js').StartSettings} settings
 */
export function ownServers(settings) {
  return Object.entries(givenServers(settings)).flatMap(([name, url]) => (url === undefined ? [name] : []));
}

/**
 * @param {import('./supervisor.js').Supervisor} supervisor
 * @param {{ name: string, logFile: string,
 *   start: (onSpawn: OnSpawn) => Promise<import('../servers/postgres.js').RunningServer> }} server
 * @returns {Promise<string>} its URL, the same after every restart
 */
async function keepServer(supervisor, { name, logFile, start }) {
  let url = '';
  await supervisor.keep({
    name,
    logFile,
    stage: STAGE.backing,
    // PostgreSQL's fast shutdown; the others end cleanly by it as well.
    stopSignal: 'SIGINT',
    stopSeconds: 20,
    start: async (onSpawn) => {
      const server = await start(onSpawn);
      url = server.url;
      return server.process;
    },
  });
  return url;
}
