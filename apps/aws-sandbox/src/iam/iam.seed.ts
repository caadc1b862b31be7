import { z } from 'zod';

import type { World } from '../state/model.js';
import { aliasesOf, iamStateOf } from './iam-state.js';

/** The name of an account in its sign-in address. */
export const SeedAlias = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/u, 'an alias has 3 to 63 lower-case letters, digits and hyphens');

/** What an account asks of passwords; what is left out is not asked. */
export const SeedPasswordPolicy = z.strictObject({
  minimumLength: z.number().int().min(6).max(128).default(14),
  requireSymbols: z.boolean().default(false),
  requireNumbers: z.boolean().default(false),
  requireUppercase: z.boolean().default(false),
  requireLowercase: z.boolean().default(false),
  usersMayChange: z.boolean().default(true),
  maxAgeDays: z.number().int().min(1).max(1095).optional(),
  reusePrevention: z.number().int().min(1).max(24).optional(),
});

interface IamSeed {
  readonly alias?: string | undefined;
  readonly passwordPolicy?: z.infer<typeof SeedPasswordPolicy> | undefined;
}

/** The settings of an account's IAM. */
export function seedIamSettings(world: World, accountId: string, { alias, passwordPolicy }: IamSeed): void {
  const state = iamStateOf(world, accountId);
  if (alias !== undefined) {
    const aliases = aliasesOf(world);
    if (aliases.has(alias)) throw new Error(`seed: there are two accounts with the alias ${alias}`);
    aliases.set(alias, accountId);
    state.alias = alias;
  }
  if (passwordPolicy !== undefined) {
    const { maxAgeDays, reusePrevention, ...rules } = passwordPolicy;
    state.passwordPolicy = { ...rules, maxAgeDays, reusePrevention, hardExpiry: undefined };
  }
}
