import type { AccessHolder } from '@gatehouse/contracts';

type Row = Pick<AccessHolder, 'principalArn' | 'accountId' | 'accountName' | 'verdict'>;

/** Those whose ARN or account contains every word. */
export function matchingHolders<T extends Row>(holders: readonly T[], search: string): readonly T[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return holders;
  return holders.filter(({ principalArn, accountId, accountName }) => {
    const text = `${principalArn} ${accountId} ${accountName}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How many can outright and how many under conditions, and in how many accounts. */
export function countsText(holders: readonly Row[], complete: boolean): string {
  const outright = holders.filter(({ verdict }) => verdict === 'allowed').length;
  const conditional = holders.length - outright;
  const accounts = new Set(holders.map(({ accountId }) => accountId)).size;
  const parts = [
    `${outright.toLocaleString('en')} outright`,
    ...(conditional > 0 ? [`${conditional.toLocaleString('en')} only under conditions`] : []),
  ];
  const where = accounts === 1 ? 'one account' : `${accounts.toLocaleString('en')} accounts`;
  return `${parts.join(', ')}, from ${where}${complete ? '.' : ' so far.'}`;
}

/** Who else can, of whom nothing but a canonical id is known; undefined when there is nobody like that. */
export function unknownGranteesText(canonicalIds: readonly string[]): string | undefined {
  if (canonicalIds.length === 0) return undefined;
  const accounts = canonicalIds.length === 1 ? 'an account' : `${canonicalIds.length} accounts`;
  const names = canonicalIds.length === 1 ? 'canonical id' : 'canonical ids';
  return `Its access control list lets in ${accounts} not known here, of which nobody is listed: ${names} ${canonicalIds.join(', ')}.`;
}

/** The name in an ARN of a role or user, and the path before it. */
export function nameOfPrincipal(arn: string): { readonly name: string; readonly path: string } {
  const parts = arn.split(':').slice(5).join(':').split('/').slice(1);
  const name = parts.at(-1) ?? arn;
  return { name: name === '' ? arn : name, path: parts.length > 1 ? `/${parts.slice(0, -1).join('/')}/` : '' };
}
