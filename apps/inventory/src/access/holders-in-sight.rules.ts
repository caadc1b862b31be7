import type { AccessHolderFound } from '@gatehouse/iam-policy';
import type { Sight } from '../visibility/sight.js';

/** Those who can, behind an ARN, in the order of ARNs; `undefined` where the caller can let others run. */
export type HoldersAfter = (arn: string) => Iterable<AccessHolderFound | undefined>;

/** Behind every account of a partition. */
const AFTER_ALL = '~';

/**
 * Those among the holders that somebody sees. Accounts out of sight are passed over as a whole: it takes no longer
 * however many can do it there, and no position that a page could end with names anybody in them.
 */
export function* holdersInSight(
  holdersAfter: HoldersAfter,
  after: string,
  sight: Pick<Sight, 'accounts' | 'shows'>,
): Generator<AccessHolderFound | undefined> {
  const accounts = [...(sight.accounts ?? [])].sort();
  let from: string | null = after;
  while (from !== null) {
    const begin: string = from;
    from = null;
    for (const found of holdersAfter(begin)) {
      if (found === undefined || sight.shows(accountOf(found.arn))) {
        yield found;
        continue;
      }
      from = beforeNextInSight(found.arn, accounts);
      break;
    }
  }
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** Before the first ARN of the next account that is seen, or behind the last of the partition. */
function beforeNextInSight(arn: string, accounts: readonly string[]): string {
  const [scheme = '', partition = '', service = '', region = '', accountId = ''] = arn.split(':');
  const next = accounts.find((id) => id > accountId);
  return [scheme, partition, service, region, next === undefined ? AFTER_ALL : `${next}:`].join(':');
}
