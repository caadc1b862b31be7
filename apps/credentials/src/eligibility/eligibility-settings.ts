import { sectionOf, type GatehouseFile } from '@gatehouse/aws';
import { z } from 'zod';

const TagKeys = z.array(z.string().min(1).max(128)).max(20);

/** The `eligibility` section of gatehouse.yaml: which tags of a role say who may assume it. */
export const EligibilitySettings = z.strictObject({
  authorizedTags: TagKeys.default(['gatehouse-authorized', 'consoleme-authorized']).describe(
    'Tag keys that open a role for credentials and the console.',
  ),
  cliOnlyTags: TagKeys.default([
    'gatehouse-authorized-cli-only',
    'consoleme-authorized-cli-only',
    'consoleme-owner-dl',
  ]).describe('Tag keys that open a role for credentials only.'),
  forceLowerCase: z
    .boolean()
    .default(false)
    .describe('Compare groups and people without regard to case, for directories that spell groups both ways.'),
});
export type EligibilitySettings = z.output<typeof EligibilitySettings>;

/** The checked section. Throws `ConfigurationProblem` naming each wrong key. */
export function eligibilitySettingsOf(file: GatehouseFile): EligibilitySettings {
  return sectionOf(file, 'eligibility', EligibilitySettings);
}
