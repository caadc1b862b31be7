import type { EligibilityReason } from '@gatehouse/contracts';

/** Which tags count, and how identities are spelled. */
export interface TagRules {
  readonly authorizedTags: readonly string[];
  readonly cliOnlyTags: readonly string[];
  readonly forceLowerCase: boolean;
}

/**
 * The identities in a tag's value: separated by `:` or `/`, because AWS allows neither comma nor semicolon in tags;
 * trimmed; empty ones are nobody.
 */
export function identitiesIn(value: string): string[] {
  return value
    .split(/[:/]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Spelled so that two ways to write an identity compare as this installation wants. */
export function spelled(identity: string, { forceLowerCase }: Pick<TagRules, 'forceLowerCase'>): string {
  return forceLowerCase ? identity.toLowerCase() : identity;
}

/** Who may assume a role, by its tags; an identity that is named twice in one tag counts once. */
export function reasonsInTags(tags: Readonly<Record<string, string>>, rules: TagRules): EligibilityReason[] {
  return [
    ...rules.authorizedTags.flatMap((key) => reasonsIn(key, valueOf(tags, key), false, rules)),
    ...rules.cliOnlyTags.flatMap((key) => reasonsIn(key, valueOf(tags, key), true, rules)),
  ];
}

function reasonsIn(key: string, value: string | undefined, cliOnly: boolean, rules: TagRules): EligibilityReason[] {
  if (value === undefined) return [];
  const identities = new Set(identitiesIn(value).map((identity) => spelled(identity, rules)));
  return [...identities].map((identity) => ({ source: 'role-tag', detail: key, identity, cliOnly }));
}

function valueOf(tags: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}
