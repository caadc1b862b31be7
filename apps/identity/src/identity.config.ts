import { readFileSync } from 'node:fs';
import { ConfigurationInvalid, serviceConfig, type ConfigOf } from '@gatehouse/service-host';
import { Secret } from '@gatehouse/contracts';
import { z } from 'zod';
import { KeyWrapping } from './actor-token/key-wrapping.js';

/** What identity is told by its environment, beside what every service is told. */
export const identityConfig = serviceConfig(
  z.object({
    GATEHOUSE_ADMINISTRATOR_GROUPS: groups('cloud-administrators').describe(
      'Groups whose members are administrators, separated by commas.',
    ),
    GATEHOUSE_AUDITOR_GROUPS: groups('auditors').describe('Groups whose members are auditors, separated by commas.'),
    GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: z
      .string()
      .min(1)
      .describe(
        'File with 32 random bytes in base64, which the keys that sign actor tokens are stored encrypted with.',
      ),
  }),
);

export type IdentityConfig = ConfigOf<typeof identityConfig>;

/** Reads the key that signing keys are encrypted with. Throws an error that names the file, and never shows the key. */
export function readKeyWrapping({ GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: path }: IdentityConfig): KeyWrapping {
  try {
    return new KeyWrapping(new Secret(readFileSync(path, 'utf8')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationInvalid('identity', [`GATEHOUSE_KEY_ENCRYPTION_KEY_FILE (${path}): ${why}`]);
  }
}

function groups(byDefault: string) {
  return z
    .string()
    .default(byDefault)
    .transform((list) =>
      list
        .split(',')
        .map((group) => group.trim())
        .filter(Boolean),
    );
}
