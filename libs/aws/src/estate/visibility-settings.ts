import { AccountId, VisibilityRule } from '@gatehouse/contracts';
import { z } from 'zod';
import { sectionOf, type GatehouseFile } from './gatehouse-file.js';

const Opened = z
  .strictObject({
    to: z
      .array(z.string().min(1).max(320))
      .min(1)
      .max(100)
      .describe('Groups, as the identity provider spells them, and people by their e-mail address.'),
    accountIds: z.array(AccountId).max(10_000).default([]).describe('Accounts that they see.'),
    ouPaths: z
      .array(z.string().min(1).max(1_000))
      .max(1_000)
      .default([])
      .describe('Units whose accounts they see, at any depth, e.g. Root/Workloads.'),
  })
  .refine(({ accountIds, ouPaths }) => accountIds.length + ouPaths.length > 0, {
    message: 'Name accountIds or ouPaths that are opened.',
  });

/** The `visibility` section of gatehouse.yaml: what people see of the estate. */
export const VisibilitySettings = z
  .strictObject({
    rule: VisibilityRule.default('everybody').describe(
      'everybody: all of it. by-account: accounts in which one may use a role, that one owns, or that are opened to one. by-plugin: what a plugin says.',
    ),
    opened: z
      .array(Opened)
      .max(1_000)
      .default([])
      .describe('By account: what groups and people see besides the accounts they have a role in or own.'),
    help: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe('Shown to people who do not see everything: whom to ask for more.'),
  })
  .refine(({ rule, opened }) => rule === 'by-account' || opened.length === 0, {
    path: ['opened'],
    message: 'Only the rule by-account opens accounts; set it, or remove this.',
  });
export type VisibilitySettings = z.output<typeof VisibilitySettings>;

/** The checked section. Throws `ConfigurationProblem` naming each wrong key. */
export function visibilitySettingsOf(file: GatehouseFile): VisibilitySettings {
  return sectionOf(file, 'visibility', VisibilitySettings);
}
