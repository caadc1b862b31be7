import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment, inherited, ownSettings, platformEnvironment } from './environment.rules.js';
import { writePrivately } from './folder.js';
import { embeddedConfiguration } from './gatehouse-yaml.js';
import { SERVICES, settingsOf } from './services.js';

/** @typedef {{ name: string, env: Record<string, string>, healthUrl: string }} ServiceEnvironment */

/**
 * @typedef {object} EnvironmentFacts
 * @property {string} repository
 * @property {NodeJS.ProcessEnv} env what the environments are made of
 * @property {import('./settings.rules.js').StartSettings} settings
 * @property {import('./folder.js').ProductFolder} folder
 * @property {import('./backing.js').RememberedPorts} ports
 * @property {ReturnType<typeof import('./keys.js').ensureServiceKeys>} keys
 * @property {(user: string) => string | undefined} seedFileOf
 * @property {import('./backing.js').BackingUrls} servers
 * @property {Record<string, string>} databases
 * @property {{ url: string, token: string } | undefined} sandbox
 * @property {string} portalUrl
 */

/**
 * The whole environment of every service.
 *
 * @param {EnvironmentFacts} facts
 * @returns {Promise<ServiceEnvironment[]>}
 */
export async function serviceEnvironments(facts) {
  const { repository, env, settings, portalUrl } = facts;
  const configFile = configurationOf(facts);
  const aws = awsFactsOf(facts);
  /** @type {ServiceEnvironment[]} */
  const environments = [];
  for (const { name } of SERVICES) {
    const healthPort = await facts.ports.portFor(name);
    const environment = {
      ...inherited(env),
      ...ownSettings(env, settingsOf(repository, name)),
      ...awsEnvironment(name, aws),
      ...platformEnvironment(platformFactsOf(facts, { name, healthPort, configFile })),
      ...(name === 'gateway' && gatewayEnvironment(settings, env['GATEHOUSE_PUBLIC_URL'] ?? portalUrl)),
    };
    environments.push({ name, env: environment, healthUrl: `http://127.0.0.1:${healthPort}` });
  }
  return environments;
}

/**
 * The configuration file that was given, or the embedded organization's, written anew.
 *
 * @param {EnvironmentFacts} facts
 */
function configurationOf({ settings, folder, sandbox, portalUrl }) {
  if (settings.configFile !== undefined) return settings.configFile;
  const file = join(folder.root, 'gatehouse.yaml');
  writePrivately(file, embeddedConfiguration({ sandboxUrl: sandbox?.url ?? '', portalUrl }));
  return file;
}

/** @param {EnvironmentFacts} facts */
function awsFactsOf({ settings, env, folder, sandbox }) {
  const emptyFile = join(folder.root, 'empty');
  writeFileSync(emptyFile, '', { mode: 0o600 });
  return {
    aws: settings.aws,
    env,
    emptyFile,
    ...(sandbox && { sandboxUrl: sandbox.url, sandboxToken: sandbox.token }),
  };
}

/**
 * @param {EnvironmentFacts} facts
 * @param {{ name: string, healthPort: number, configFile: string }} service
 */
function platformFactsOf({ settings, keys, servers, databases, seedFileOf }, { name, healthPort, configFile }) {
  return {
    natsUrl: servers.nats,
    seedFile: seedFileOf(name),
    serviceKeyFile: keys.serviceKeyFile(name),
    trustedKeysFile: keys.trustedKeysFile,
    healthPort,
    databaseUrl: databases[name],
    redisUrl: servers.redis,
    configFile,
    embedded: settings.aws === 'embedded',
    keyEncryptionKeyFile: name === 'identity' ? keys.keyEncryptionKeyFile : undefined,
  };
}

/**
 * @param {import('./settings.rules.js').StartSettings} settings
 * @param {string} publicUrl
 * @returns {Record<string, string>}
 */
function gatewayEnvironment({ portalPort, watch }, publicUrl) {
  return {
    GATEHOUSE_PORT: String(portalPort),
    GATEHOUSE_PUBLIC_URL: publicUrl,
    ...(watch && { GATEHOUSE_PORTAL: 'development' }),
  };
}
