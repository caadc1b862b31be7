import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment, inherited, ownSettings, platformEnvironment } from './environment.rules.js';
import { writePrivately } from './folder.js';
import { embeddedConfiguration } from './gatehouse-yaml.js';
import { SERVICES, settingsOf } from './services.js';

/** @typedef {{ name: string, env: Record<string, string>, healthUrl: string }} ServiceEnvironment */

/**
 * The whole environment of every service.
 *
 * @param {object} options
 * @param {string} options.repository
 * @param {import('./settings.rules.js').StartSettings} options.settings
 * @param {import('./folder.js').ProductFolder} options.folder
 * @param {import('./backing.js').RememberedPorts} options.ports
 * @param {ReturnType<typeof import('./keys.js').ensureServiceKeys>} options.keys
 * @param {(user: string) => string | undefined} options.seedFileOf
 * @param {import('./backing.js').BackingUrls} options.servers
 * @param {Record<string, string>} options.databases
 * @param {{ url: string, token: string } | undefined} options.sandbox
 * @param {string} options.portalUrl
 * @returns {Promise<ServiceEnvironment[]>}
 */
export async function serviceEnvironments(options) {
  const { repository, settings, folder, keys, sandbox, portalUrl } = options;
  const emptyFile = join(folder.root, 'empty');
  writeFileSync(emptyFile, '', { mode: 0o600 });
  const configFile = settings.configFile ?? join(folder.root, 'gatehouse.yaml');
  if (sandbox && settings.configFile === undefined) {
    writePrivately(configFile, embeddedConfiguration({ sandboxUrl: sandbox.url, portalUrl }));
  }
  /** @type {ServiceEnvironment[]} */
  const environments = [];
  for (const { name } of SERVICES) {
    const healthPort = await options.ports.portFor(name);
    const env = {
      ...inherited(process.env),
      ...ownSettings(process.env, settingsOf(repository, name)),
      ...awsEnvironment(name, {
        aws: settings.aws,
        env: process.env,
        ...(sandbox && { sandboxUrl: sandbox.url, sandboxToken: sandbox.token }),
        emptyFile,
      }),
      ...platformEnvironment({
        natsUrl: options.servers.nats,
        seedFile: options.seedFileOf(name),
        serviceKeyFile: keys.serviceKeyFile(name),
        trustedKeysFile: keys.trustedKeysFile,
        healthPort,
        databaseUrl: options.databases[name],
        redisUrl: options.servers.redis,
        configFile,
        embedded: settings.aws === 'embedded',
        keyEncryptionKeyFile: name === 'identity' ? keys.keyEncryptionKeyFile : undefined,
      }),
      ...(name === 'gateway' && gatewayEnvironment(settings, portalUrl)),
    };
    environments.push({ name, env, healthUrl: `http://127.0.0.1:${healthPort}` });
  }
  return environments;
}

/**
 * @param {import('./settings.rules.js').StartSettings} settings
 * @param {string} portalUrl
 * @returns {Record<string, string>}
 */
function gatewayEnvironment({ portalPort, watch }, portalUrl) {
  return {
    GATEHOUSE_PORT: String(portalPort),
    GATEHOUSE_PUBLIC_URL: process.env['GATEHOUSE_PUBLIC_URL'] ?? portalUrl,
    ...(watch && { GATEHOUSE_PORTAL: 'development' }),
  };
}
