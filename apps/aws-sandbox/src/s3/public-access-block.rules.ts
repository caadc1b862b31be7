/** The four settings, in the spelling of the API. */
export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

type BlockInput = { readonly [Setting in keyof PublicAccessBlock]?: boolean | undefined } | undefined;

/** Settings that are not given are off. */
export function readBlock(input: BlockInput): PublicAccessBlock {
  return {
    BlockPublicAcls: input?.BlockPublicAcls === true,
    IgnorePublicAcls: input?.IgnorePublicAcls === true,
    BlockPublicPolicy: input?.BlockPublicPolicy === true,
    RestrictPublicBuckets: input?.RestrictPublicBuckets === true,
  };
}

/** The strictest of what bucket and account say (S3 User Guide, "Blocking public access to your Amazon S3 storage"). */
export function strictestOf(bucket: PublicAccessBlock | undefined, account: PublicAccessBlock | undefined) {
  const [own, wide] = [readBlock(bucket), readBlock(account)];
  return {
    BlockPublicAcls: own.BlockPublicAcls || wide.BlockPublicAcls,
    IgnorePublicAcls: own.IgnorePublicAcls || wide.IgnorePublicAcls,
    BlockPublicPolicy: own.BlockPublicPolicy || wide.BlockPublicPolicy,
    RestrictPublicBuckets: own.RestrictPublicBuckets || wide.RestrictPublicBuckets,
  };
}
