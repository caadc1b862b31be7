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

/**
 * Whether a bucket's policy really lets everybody in: RestrictPublicBuckets, of the bucket or of its account, keeps out
 * all but the account and AWS's services, whatever the policy says. BlockPublicPolicy refuses new policies alone and
 * leaves the one that is there in force. Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
 */
export function isOpen({ isPolicyPublic, ofBucket, ofAccount }: Openness): boolean {
  const isRestricted = ofBucket?.restrictPublicBuckets === true || ofAccount?.restrictPublicBuckets === true;
  return isPolicyPublic === true && !isRestricted;
}
