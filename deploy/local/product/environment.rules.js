/** What a child may know of the shell it was started from: how to find programs, speak, and trust a proxy's certificate. */
const ORDINARY = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];

/** What `npm start` itself is told by. */
const OWN_SETTINGS = [
  'GATEHOUSE_AWS',
  'GATEHOUSE_CONFIG_FILE',
  'GATEHOUSE_FOLDER',
  'GATEHOUSE_LOG_LEVEL',
  'GATEHOUSE_NATS_URL',
  'GATEHOUSE_PORT',
  'GATEHOUSE_POSTGRES_URL',
  'GATEHOUSE_REDIS_URL',
  'GATEHOUSE_SANDBOX_ACCOUNTS',
  'GATEHOUSE_SANDBOX_BUCKETS',
  'GATEHOUSE_SANDBOX_CONTROL_PORT',
  'GATEHOUSE_SANDBOX_DATA',
  'GATEHOUSE_SANDBOX_PORT',
  'GATEHOUSE_SANDBOX_QUEUES',
  'GATEHOUSE_SANDBOX_ROLES',
  'GATEHOUSE_SANDBOX_SEED_NUMBER',
  'GATEHOUSE_SANDBOX_TOPICS',
  'GATEHOUSE_SANDBOX_WEATHER',
];

/** Hub roles of the embedded organization, by the service that acts through it. */
export const HUB_ROLE_OF = Object.freeze({ inventory: 'gatehouse-reader', credentials: 'gatehouse-broker' });

/**
 * The part of our own environment that a child inherits. No `AWS_` variable is among it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
export function inherited(env) {
  return pick(env, (key) => ORDINARY.includes(key) || key.startsWith('OTEL_'));
}

/**
 * The settings of a service that our own environment has.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} keys of the service's configuration
 * @returns {Record<string, string>}
 */
export function ownSettings(env, keys) {
  return pick(env, (key) => keys.includes(key) || key === 'GATEHOUSE_LOG_LEVEL');
}

/**
 * Names in our environment that look like ours and mean nothing: a misspelt setting would otherwise do nothing, silently.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} keys of all services
 * @returns {string[]}
 */
export function unknownSettings(env, keys) {
  const known = new Set([...OWN_SETTINGS, ...keys]);
  return Object.keys(env).filter((key) => /^GATEHOUSE_(?!TEST_)/.test(key) && !known.has(key));
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(key: string) => boolean} wanted
 * @returns {Record<string, string>}
 */
function pick(env, wanted) {
  const entries = Object.entries(env).filter(([key, value]) => wanted(key) && value !== undefined && value !== '');
  return /** @type {Record<string, string>} */ (Object.fromEntries(entries));
}

/**
 * AWS's own environment for one service. Embedded: everything that AWS's tools could read is set to the sandbox or to
 * nothing, files in the home folder included. Real: what our own environment says, unchanged.
 *
 * @param {string} service
 * @param {{ aws: 'embedded' | 'real', env: NodeJS.ProcessEnv, sandboxUrl?: string, sandboxToken?: string,
 *   emptyFile: string }} options
 * @returns {Record<string, string>}
 */
export function awsEnvironment(service, { aws, env, sandboxUrl = '', sandboxToken = '', emptyFile }) {
  const role = /** @type {Record<string, string>} */ (HUB_ROLE_OF)[service];
  if (role === undefined) return {};
  if (aws === 'real') return pick(env, (key) => key.startsWith('AWS_'));
  return {
    AWS_ENDPOINT_URL: sandboxUrl,
    AWS_REGION: 'us-east-1',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sandboxUrl}/_sandbox/credentials/${role}`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: sandboxToken,
    AWS_CONFIG_FILE: emptyFile,
    AWS_SHARED_CREDENTIALS_FILE: emptyFile,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/**
 * The `GATEHOUSE_` keys of one service.
 *
 * @param {object} facts
 * @param {string} facts.natsUrl
 * @param {string | undefined} facts.seedFile
 * @param {string} facts.serviceKeyFile
 * @param {string} facts.trustedKeysFile
 * @param {number} facts.healthPort
 * @param {string | undefined} facts.databaseUrl
 * @param {string} facts.redisUrl
 * @param {string} facts.configFile
 * @param {boolean} facts.embedded
 * @param {string | undefined} [facts.keyEncryptionKeyFile] only identity keeps keys
 * @returns {Record<string, string>}
 */
export function platformEnvironment(facts) {
  return {
    GATEHOUSE_NATS_URL: facts.natsUrl,
    ...(facts.seedFile !== undefined && { GATEHOUSE_NATS_SEED_FILE: facts.seedFile }),
    GATEHOUSE_SERVICE_KEY_FILE: facts.serviceKeyFile,
    GATEHOUSE_TRUSTED_KEYS_FILE: facts.trustedKeysFile,
    GATEHOUSE_HEALTH_HOST: '127.0.0.1',
    GATEHOUSE_HEALTH_PORT: String(facts.healthPort),
    ...(facts.databaseUrl !== undefined && { GATEHOUSE_DATABASE_URL: facts.databaseUrl }),
    GATEHOUSE_REDIS_URL: facts.redisUrl,
    GATEHOUSE_CONFIG_FILE: facts.configFile,
    GATEHOUSE_EMBEDDED: String(facts.embedded),
    ...(facts.keyEncryptionKeyFile !== undefined && { GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: facts.keyEncryptionKeyFile }),
  };
}
