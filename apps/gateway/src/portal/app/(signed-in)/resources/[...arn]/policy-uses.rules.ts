import type { PolicyUse } from '@gatehouse/contracts';

/** Those whose ARN or account contains every word. */
export function matchingUses(uses: readonly PolicyUse[], search: string): readonly PolicyUse[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return uses;
  return uses.filter(({ arn, accountId, accountName }) => {
    const text = `${arn} ${accountId} ${accountName}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What the policy does for somebody, in words. */
export function hasAsText({ as }: Pick<PolicyUse, 'as'>): string {
  if (as.length === 2) return 'Attached, and permissions boundary';
  return as.includes('boundary') ? 'Permissions boundary' : 'Attached';
}

/** How many have it, as a heading shows it; a `+` where counting ended early. */
export function usesCounter(totalCount: number | undefined, isExact: boolean): string {
  return totalCount === undefined ? '' : `(${totalCount.toLocaleString('en')}${isExact ? '' : '+'})`;
}
