/** When the tags of an account were read; `wantedAt` is when somebody said that they changed. */
export interface TagsRead {
  readonly accountId: string;
  readonly readAt: Date;
  readonly wantedAt: Date | null;
}

/** So many that are known are read again in each sweep: five seconds of asking. */
const RENEWED_AT_ONCE = 100;
/** What was read so recently is not read again by whoever comes next. */
const FRESH_MS = 60_000;

/**
 * Whose tags are to be asked for: of all accounts that are not known, of those that changed since, and of the others
 * those that were read longest ago. Up to a hundred accounts are read in each sweep; of a thousand each within an hour.
 */
export function tagsToRead(accountIds: readonly string[], known: readonly TagsRead[], now: Date): string[] {
  const byId = new Map(known.map((read) => [read.accountId, read]));
  const isStale = (read: TagsRead | undefined) =>
    read === undefined || (read.wantedAt !== null && read.readAt.getTime() <= read.wantedAt.getTime());
  const needed = accountIds.filter((accountId) => isStale(byId.get(accountId)));
  const old = known
    .filter((read) => !isStale(read) && now.getTime() - read.readAt.getTime() > FRESH_MS)
    .sort((one, other) => one.readAt.getTime() - other.readAt.getTime())
    .map(({ accountId }) => accountId);
  return [...needed, ...old.slice(0, RENEWED_AT_ONCE)];
}
