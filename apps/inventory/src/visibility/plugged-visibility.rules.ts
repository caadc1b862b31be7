import { AccountId, type VisibilityRule } from '@gatehouse/contracts';
import { z } from 'zod';
import type { ShownPlaces } from './seen-accounts.rules.js';

const Seen = z.union([
  z.strictObject({ everything: z.literal(true) }),
  z.strictObject({
    accountIds: z.array(AccountId).max(50_000),
    ouPaths: z.array(z.string().min(1).max(1_000)).max(1_000).optional(),
  }),
]);

/** What a plugin's answer means; null for everything. Throws when it means nothing: that is never everything. */
export function shownByPlugin(id: string, answer: unknown): ShownPlaces | null {
  const parsed = Seen.safeParse(answer);
  if (!parsed.success) throw new Error(`${id} gave no answer that can be understood: ${parsed.error.message}`);
  const { data } = parsed;
  if ('everything' in data) return null;
  return { accountIds: data.accountIds, ouPaths: data.ouPaths ?? [], isShownToOwners: false };
}

/**
 * Why a configuration cannot be meant: a plugin that says who sees what, and a rule that does not ask it, would show what
 * is meant to be hidden. Null when rule and plugins fit.
 */
export function misfitOf(rule: VisibilityRule, sources: readonly { readonly id: string }[]): string | null {
  const names = sources.map(({ id }) => id).join(' and ');
  if (rule === 'by-plugin' && sources.length === 0) {
    return 'visibility.rule is by-plugin, and no plugin under plugins says what people see. Add one, or choose another rule.';
  }
  if (rule !== 'by-plugin' && sources.length > 0) {
    return `${names} would say what people see, and visibility.rule is ${rule}. Set it to by-plugin, or remove the plugin.`;
  }
  if (sources.length > 1) return `${names} all say what people see. Keep one of them under plugins.`;
  return null;
}
