import type { getVisibility, ReplyOf } from '@gatehouse/contracts';

/** How much of the estate somebody sees. */
export type Visibility = ReplyOf<typeof getVisibility>;

const WAYS_OUT: Readonly<Record<Visibility['rule'], string>> = {
  everybody: '',
  'by-account': 'An account shows when you may use a role in it, or when it is yours.',
  'by-plugin': 'Your organization decides which accounts you see.',
};

/** What a list leaves out for somebody, and how they would see more; null for those who see everything. */
export function limitText({ rule, seesEverything, accountCount, help }: Visibility): string | null {
  if (seesEverything || accountCount === null) return null;
  const seen =
    accountCount === 0 ? 'You see no account yet.' : `You see ${accountsText(accountCount)}; others are left out.`;
  return [seen, WAYS_OUT[rule], help ?? 'Ask your Gatehouse administrators to see more.'].join(' ');
}

function accountsText(count: number): string {
  return count === 1 ? 'one account' : `${count.toLocaleString('en-US')} accounts`;
}
