/** A favourite or recent role, as this browser remembers it. Holds nothing secret. */
export interface RememberedRole {
  readonly roleArn: string;
  readonly roleName: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly cliOnly: boolean;
  readonly maxSessionSeconds: number;
}

const MOST_RECENTS = 6;
const MOST_FAVOURITES = 50;

/** Reads what is stored; entries of another shape (an older version, another program) are left out. */
export function readRemembered(stored: string | null): readonly RememberedRole[] {
  if (stored === null) return [];
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter(isRemembered).slice(0, MOST_FAVOURITES) : [];
  } catch {
    return [];
  }
}

function isRemembered(value: unknown): value is RememberedRole {
  if (typeof value !== 'object' || value === null) return false;
  const role = value as Record<string, unknown>;
  const texts = ['roleArn', 'roleName', 'accountId'].every((key) => typeof role[key] === 'string');
  const name = role['accountName'];
  const facts = typeof role['cliOnly'] === 'boolean' && typeof role['maxSessionSeconds'] === 'number';
  return texts && facts && (name === null || typeof name === 'string');
}

/** Puts the role first; the oldest fall off the end. */
export function withRecent(recents: readonly RememberedRole[], role: RememberedRole): readonly RememberedRole[] {
  return [bare(role), ...recents.filter(({ roleArn }) => roleArn !== role.roleArn)].slice(0, MOST_RECENTS);
}

/** Adds the role at the end, or takes it away if it is there. */
export function withFavouriteToggled(
  favourites: readonly RememberedRole[],
  role: RememberedRole,
): readonly RememberedRole[] {
  const without = favourites.filter(({ roleArn }) => roleArn !== role.roleArn);
  return without.length < favourites.length ? without : [...favourites, bare(role)].slice(-MOST_FAVOURITES);
}

/** Only the fields above, whatever else the row carries. */
function bare({
  roleArn,
  roleName,
  accountId,
  accountName,
  cliOnly,
  maxSessionSeconds,
}: RememberedRole): RememberedRole {
  return { roleArn, roleName, accountId, accountName, cliOnly, maxSessionSeconds };
}
