import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keptText, writePrivately } from './folder.js';

/**
 * Each service's Ed25519 key, with which it signs as itself, and the file with everybody's public keys.
 *
 * @param {string} folder
 * @param {readonly string[]} services
 * @returns {{ trustedKeysFile: string, serviceKeyFile: (service: string) => string, keyEncryptionKeyFile: string }}
 *   keyEncryptionKeyFile: what identity encrypts the keys with that it stores
 */
export function ensureServiceKeys(folder, services) {
  const serviceKeyFile = (/** @type {string} */ service) => join(folder, `${service}.key.json`);
  const publicKeys = services.map((service) => {
    const jwk = JSON.parse(keptText(serviceKeyFile(service), () => newServiceKey(service)));
    return { kty: jwk.kty, crv: jwk.crv, x: jwk.x, kid: jwk.kid, alg: jwk.alg, use: jwk.use };
  });
  const trustedKeysFile = join(folder, 'trusted-keys.json');
  writePrivately(trustedKeysFile, `${JSON.stringify({ keys: publicKeys }, null, 2)}\n`);
  const keyEncryptionKeyFile = join(folder, 'key-encryption-key');
  keptText(keyEncryptionKeyFile, () => `${randomBytes(32).toString('base64')}\n`);
  return { trustedKeysFile, serviceKeyFile, keyEncryptionKeyFile };
}

/** @param {string} service */
function newServiceKey(service) {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return `${JSON.stringify({ ...jwk, kid: `service:${service}`, alg: 'EdDSA', use: 'sig' })}\n`;
}

/**
 * Each service's NATS user key (nkey). The public half goes into the server's configuration.
 *
 * @param {string} folder
 * @param {readonly string[]} users service names, and `provisioner`
 * @returns {Promise<Map<string, { seedFile: string, publicKey: string }>>}
 */
export async function ensureNatsUsers(folder, users) {
  const { createUser, fromSeed } = await import('@nats-io/nkeys');
  const newSeed = () => new TextDecoder().decode(createUser().getSeed());
  return new Map(
    users.map((user) => {
      const seedFile = join(folder, `${user}.nkey`);
      const seed = keptText(seedFile, newSeed).trim();
      return [user, { seedFile, publicKey: fromSeed(new TextEncoder().encode(seed)).getPublicKey() }];
    }),
  );
}

/**
 * Random text that is made once and kept.
 *
 * @param {string} folder
 * @param {string} name
 */
export function keptPassword(folder, name) {
  return keptText(join(folder, name), () => `${randomBytes(24).toString('hex')}\n`).trim();
}
