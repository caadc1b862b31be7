import { resolve } from 'node:path';
import { EXIT, StartProblem } from '../servers/start-problem.js';

/**
 * @typedef {object} StartSettings
 * @property {'embedded' | 'real'} aws which AWS to talk to
 * @property {string} folder where data, keys and logs are kept
 * @property {number} portalPort
 * @property {number} sandboxPort
 * @property {number} controlPort of the embedded organization's control page
 * @property {string | undefined} sandboxData folder that keeps the embedded organization from start to start
 * @property {string | undefined} sandboxWeather what gets in the way of its calls
 * @property {readonly string[]} sandboxSize flags that make it larger
 * @property {string | undefined} configFile gatehouse.yaml; required with the real AWS
 * @property {string | undefined} postgresUrl an administrator's URL; undefined starts a private server
 * @property {string | undefined} redisUrl
 * @property {string | undefined} natsUrl
 * @property {boolean} watch builds again and restarts services when files change
 */

/**
 * The settings of `npm start` from the environment. `GATEHOUSE_AWS` alone chooses the AWS: nothing that AWS's own tools
 * read may make a trial run touch a real account.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ repository: string, args?: readonly string[] }} options
 * @returns {StartSettings}
 */
export function readSettings(env, { repository, args = [] }) {
  const unknown = args.find((arg) => arg !== '--watch');
  if (unknown !== undefined) {
    throw new StartProblem(`npm start does not know ${unknown}.`, {
      advice: 'It is told by environment variables; README.md lists them.',
      exitCode: EXIT.usage,
    });
  }
  const aws = awsChoice(env['GATEHOUSE_AWS']);
  const configFile = env['GATEHOUSE_CONFIG_FILE'] || undefined;
  if (aws === 'real' && configFile === undefined) {
    throw new StartProblem(
      'GATEHOUSE_AWS=real needs GATEHOUSE_CONFIG_FILE: the file that says which organization to read.',
      {
        advice: 'Copy docs/gatehouse.example.yaml, fill it in, and set GATEHOUSE_CONFIG_FILE to its path.',
        exitCode: EXIT.usage,
      },
    );
  }
  return {
    aws,
    folder: resolve(repository, env['GATEHOUSE_FOLDER'] || '.gatehouse'),
    portalPort: port('GATEHOUSE_PORT', env['GATEHOUSE_PORT'], 3000),
    ...sandboxSettings(env, repository),
    configFile: configFile && resolve(repository, configFile),
    postgresUrl: url('GATEHOUSE_POSTGRES_URL', env['GATEHOUSE_POSTGRES_URL'], ['postgres:', 'postgresql:']),
    redisUrl: url('GATEHOUSE_REDIS_URL', env['GATEHOUSE_REDIS_URL'], ['redis:', 'rediss:']),
    natsUrl: url('GATEHOUSE_NATS_URL', env['GATEHOUSE_NATS_URL'], ['nats:', 'tls:']),
    watch: args.includes('--watch'),
  };
}

/**
 * What the embedded organization is started with.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} repository
 */
function sandboxSettings(env, repository) {
  const data = env['GATEHOUSE_SANDBOX_DATA'];
  return {
    sandboxPort: port('GATEHOUSE_SANDBOX_PORT', env['GATEHOUSE_SANDBOX_PORT'], 4599),
    controlPort: port('GATEHOUSE_SANDBOX_CONTROL_PORT', env['GATEHOUSE_SANDBOX_CONTROL_PORT'], 4598),
    sandboxData: data ? resolve(repository, data) : undefined,
    sandboxWeather: env['GATEHOUSE_SANDBOX_WEATHER'] || undefined,
    sandboxSize: SIZES.flatMap((name) => sizeFlag(`GATEHOUSE_SANDBOX_${name}`, env)),
  };
}

/** What of the embedded organization is generated; what is left out, the sandbox decides. */
const SIZES = ['ACCOUNTS', 'ROLES', 'BUCKETS', 'QUEUES', 'TOPICS', 'SEED_NUMBER'];
/** Far above what anybody tries; the sandbox knows its own limits, and says so in its log. */
const LARGEST = 1_000_000_000;

/**
 * The sandbox's flag for one of its sizes, and the number.
 *
 * @param {string} key
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function sizeFlag(key, env) {
  const value = env[key];
  if (value === undefined || value === '') return [];
  const flag = `--${key.slice('GATEHOUSE_SANDBOX_'.length).toLowerCase().replaceAll('_', '-')}`;
  if (/^\d{1,10}$/.test(value) && Number(value) <= LARGEST) return [flag, value];
  throw new StartProblem(`${key} is "${value}".`, { advice: 'It is a whole number, 0 or more.', exitCode: EXIT.usage });
}

/**
 * @param {string | undefined} value
 * @returns {'embedded' | 'real'}
 */
function awsChoice(value) {
  if (value === undefined || value === '' || value === 'embedded') return 'embedded';
  if (value === 'real') return 'real';
  throw new StartProblem(`GATEHOUSE_AWS is "${value}".`, {
    advice: 'Leave it out for the embedded organization, or set it to "real" for the AWS that your environment names.',
    exitCode: EXIT.usage,
  });
}

/**
 * @param {string} key
 * @param {string | undefined} value
 * @param {number} fallback
 */
function port(key, value, fallback) {
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  throw new StartProblem(`${key} is "${value}".`, {
    advice: 'A port is a number from 1 to 65535.',
    exitCode: EXIT.usage,
  });
}

/**
 * @param {string} key
 * @param {string | undefined} value
 * @param {readonly string[]} protocols
 */
function url(key, value, protocols) {
  if (value === undefined || value === '') return undefined;
  if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
  // The value itself may hold a password and is not repeated.
  throw new StartProblem(`${key} is not an URL that begins with ${protocols.join('// or ')}//.`, {
    advice: `Correct it, or leave it out: a private server is then started.`,
    exitCode: EXIT.usage,
  });
}
