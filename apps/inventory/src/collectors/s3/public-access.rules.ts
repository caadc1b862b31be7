/** S3's four switches against openness, as settings hold them. */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** The same as S3 spells it. */
export interface BlockAnswer {
  readonly BlockPublicAcls?: boolean | undefined;
  readonly IgnorePublicAcls?: boolean | undefined;
  readonly BlockPublicPolicy?: boolean | undefined;
  readonly RestrictPublicBuckets?: boolean | undefined;
}

/** What decides whether a bucket is open; null where there is none, or S3 did not tell. */
export interface Openness {
  /** S3's own judgement of the bucket's policy. */
  readonly isPolicyPublic: boolean | null;
  /** Whether the bucket's access control list, where it counts, gives something to everybody. */
  readonly isAclPublic: boolean | null;
  readonly ofBucket: PublicAccessBlock | null;
  /** Of the account, for all of its buckets. */
  readonly ofAccount: PublicAccessBlock | null;
}

/** A switch that is left out is off. */
export function blockOf(answer: BlockAnswer | null | undefined): PublicAccessBlock | null {
  if (answer === null || answer === undefined) return null;
  return {
    blockPublicAcls: answer.BlockPublicAcls ?? false,
    ignorePublicAcls: answer.IgnorePublicAcls ?? false,
    blockPublicPolicy: answer.BlockPublicPolicy ?? false,
    restrictPublicBuckets: answer.RestrictPublicBuckets ?? false,
  };
}

/** What lets everybody into a bucket. */
export type PublicThrough = 'acl' | 'policy';

/** Everything that lets everybody in; none when the bucket is not public. */
export function publicThrough(openness: Openness): readonly PublicThrough[] {
  return [...(isAclOpen(openness) ? (['acl'] as const) : []), ...(isPolicyOpen(openness) ? (['policy'] as const) : [])];
}

/**
 * Whether a bucket's policy really lets everybody in: RestrictPublicBuckets, of the bucket or of its account, keeps out
 * all but the account and AWS's services, whatever the policy says. BlockPublicPolicy refuses new policies alone and
 * leaves the one that is there in force. Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
 */
function isPolicyOpen({ isPolicyPublic, ofBucket, ofAccount }: Openness): boolean {
  return isPolicyPublic === true && !isOn('restrictPublicBuckets', ofBucket, ofAccount);
}

/**
 * Whether a bucket's list really lets everybody in: IgnorePublicAcls, of the bucket or of its account, takes what the
 * list gives to everybody for not there. BlockPublicAcls refuses new lists alone, and RestrictPublicBuckets is about
 * policies. Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
 */
function isAclOpen({ isAclPublic, ofBucket, ofAccount }: Openness): boolean {
  return isAclPublic === true && !isOn('ignorePublicAcls', ofBucket, ofAccount);
}

/** The strictest of bucket and account counts. */
function isOn(name: keyof PublicAccessBlock, ...blocks: readonly (PublicAccessBlock | null)[]): boolean {
  return blocks.some((block) => block?.[name] === true);
}
