import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToLog } from './commands.js';
import { inherited } from './environment.rules.js';
import { ensureNatsUsers } from './keys.js';
import { natsConfiguration } from './nats-authorization.rules.js';

/** The one user that may make streams and consumers; services may not. */
export const PROVISIONER = 'provisioner';

/**
 * Users and permissions of our nats-server: one nkey per service, with the permissions that its manifest gives it.
 *
 * @param {{ repository: string, keys: string, services: readonly string[] }} options
 * @returns {Promise<{ configuration: string, seedFileOf: (user: string) => string }>}
 */
export async function prepareNatsUsers({ repository, keys, services }) {
  const users = await ensureNatsUsers(keys, [...services, PROVISIONER]);
  const file = join(repository, 'deploy', 'nats', 'authorization.conf');
  const seedFileOf = (/** @type {string} */ user) => /** @type {{ seedFile: string }} */ (users.get(user)).seedFile;
  const publicKeys = new Map([...users].map(([user, { publicKey }]) => [user, publicKey]));
  const configuration = natsConfiguration({ authorization: readFileSync(file, 'utf8'), publicKeys });
  return { configuration, seedFileOf };
}

/**
 * Creates or updates every stream and consumer that the manifests ask for.
 *
 * @param {{ repository: string, env: NodeJS.ProcessEnv, url: string, seedFile: string | undefined, logFile: string }} options
 * @returns {Promise<string>} what is there now
 */
export async function provisionStreams({ repository, env, url, seedFile, logFile }) {
  const output = await runToLog({
    command: process.execPath,
    args: [join(repository, 'deploy', 'nats', 'provision-streams.js')],
    cwd: repository,
    env: {
      ...inherited(env),
      GATEHOUSE_NATS_URL: url,
      ...(seedFile && { GATEHOUSE_NATS_SEED_FILE: seedFile }),
    },
    logFile,
    what: 'making the streams',
  });
  return output.trim();
}
