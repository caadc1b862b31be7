/** One line of a bucket's access control list, as settings hold it. */
export interface BucketGrant {
  readonly kind: 'owner' | 'account' | 'group' | 'email';
  /** The URI of a group; else the canonical id of an account, or the address that stands for one. */
  readonly grantee: string;
  /** As S3 spells it, e.g. `READ_ACP`. */
  readonly permission: string;
}

/** The access control list of a bucket, read. */
export interface BucketAcl {
  /** In an order of its own, because S3 promises none; a hundred at most. */
  readonly grants: readonly BucketGrant[];
  readonly leftOut: number;
  /** Whether S3 takes the list, whole, for public. */
  readonly isPublic: boolean;
}

/** The same as S3 spells it. */
export interface AclAnswer {
  readonly Owner?: { readonly ID?: string | undefined } | undefined;
  readonly Grants?: readonly GrantAnswer[] | undefined;
}

interface GrantAnswer {
  readonly Grantee?: GranteeAnswer | undefined;
  readonly Permission?: string | undefined;
}

interface GranteeAnswer {
  readonly ID?: string | undefined;
  readonly URI?: string | undefined;
  readonly EmailAddress?: string | undefined;
}

/** S3's own limit. Source: S3 User Guide, "Access control list (ACL) overview". */
const MOST_GRANTS = 100;

/** Longer than any id or group of S3; what claims to be S3 may say anything. */
const LONGEST_GRANTEE = 256;

const GROUPS = 'http://acs.amazonaws.com/groups/global/';

/**
 * Everybody, and everybody with an account at AWS. Source: S3 User Guide, "Access control list (ACL) overview", "Amazon
 * S3 predefined groups". The same in every partition.
 */
const PUBLIC_GROUPS = new Set([`${GROUPS}AllUsers`, `${GROUPS}AuthenticatedUsers`]);

/**
 * A list of grants in the shape of settings. It is public when it gives whatever permission to one of the two groups
 * that nobody chooses the members of. Source: S3 User Guide, "Blocking public access to your Amazon S3 storage", "The
 * meaning of 'public'".
 */
export function aclOf({ Owner, Grants = [] }: AclAnswer): BucketAcl {
  const all = Grants.map((grant) => grantOf(grant, Owner?.ID)).sort(byText);
  return {
    grants: all.slice(0, MOST_GRANTS),
    leftOut: Math.max(0, all.length - MOST_GRANTS),
    isPublic: all.some(({ kind, grantee }) => kind === 'group' && PUBLIC_GROUPS.has(grantee)),
  };
}

/**
 * Whether a bucket's list counts at all: under BucketOwnerEnforced it does not, and S3 answers with the owner's full
 * control whatever the list was, so that asking for it would tell nothing. A bucket without the setting is older than
 * it, and its list counts. Source: S3 User Guide, "Controlling ownership of objects and disabling ACLs for your bucket",
 * "Troubleshooting".
 */
export function hasAcl(ownership: string | null | undefined): boolean {
  return ownership !== 'BucketOwnerEnforced';
}

function grantOf({ Grantee, Permission }: GrantAnswer, ownerId: string | undefined): BucketGrant {
  const { kind, grantee } = granteeOf(Grantee ?? {}, ownerId);
  return { kind, grantee: grantee.slice(0, LONGEST_GRANTEE), permission: (Permission ?? '').slice(0, LONGEST_GRANTEE) };
}

/** By what the grantee has rather than by its type, which is an attribute that not every S3 sends. */
function granteeOf({ ID, URI, EmailAddress }: GranteeAnswer, ownerId: string | undefined) {
  if (URI !== undefined) return { kind: 'group', grantee: URI } as const;
  if (EmailAddress !== undefined) return { kind: 'email', grantee: EmailAddress } as const;
  return { kind: ID !== undefined && ID === ownerId ? 'owner' : 'account', grantee: ID ?? '' } as const;
}

const KINDS = ['group', 'account', 'email', 'owner'];

/** Groups come first, so that those nobody should overlook are never among what is left out. */
function byText(one: BucketGrant, other: BucketGrant): number {
  const [left, right] = [textOf(one), textOf(other)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function textOf({ kind, grantee, permission }: BucketGrant): string {
  return `${String(KINDS.indexOf(kind))} ${grantee} ${permission}`;
}
