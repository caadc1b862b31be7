import { GetBucketLocationCommand, paginateListBuckets, S3Client, type Bucket } from '@aws-sdk/client-s3';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { placeOfArn } from '../arn.rules.js';
import { Collector, type CollectorTarget, type Place } from '../collector.js';
import { presentOnes } from '../in-parallel.js';
import { unlessGone } from '../resource-details.js';
import { ACCOUNT_BLOCK_PERMISSION, readAccountBlock } from './account-block.js';
import { observeBucket } from './observe-bucket.js';
import { readBucket, READ_BUCKET_PERMISSIONS } from './read-bucket.js';

/** Buckets of a page are read together, seven calls each, and one more where access control lists count. */
const PAGE_SIZE = 100;

const GONE = ['NoSuchBucket'];

/** Where an account's buckets are listed, whatever their region. */
type Account = Omit<Place, 'region'> & Pick<CollectorTarget, 'noteCanonicalId'>;

/** What an account blocks for all of its buckets, as their settings hold it. */
export type AccountBlock = Awaited<ReturnType<typeof readAccountBlock>>;

/** Buckets, listed once for all regions and each read where it is. */
export class S3Collector extends Collector {
  override readonly id = 's3';
  override readonly summary =
    "S3 buckets with policy, public access block (their own and the account's), ACL, tags, encryption, versioning, ownership.";
  override readonly resourceTypes = [RESOURCE_TYPES.bucket];
  override readonly awsPermissions = [
    's3:GetBucketLocation',
    's3:ListAllMyBuckets',
    ACCOUNT_BLOCK_PERMISSION,
    ...READ_BUCKET_PERMISSIONS,
  ];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  override async *collect(target: CollectorTarget): AsyncIterable<readonly ObservedResource[]> {
    const accountBlock = await this.blockOf(target);
    yield* this.under(accountBlock, target, () => true);
  }

  /** What the account blocks now. Rejects with the AWS SDK's error. */
  async blockOf(account: Account): Promise<AccountBlock> {
    return readAccountBlock(this.clients, account);
  }

  /** Those of its buckets that are wanted, page by page, with what it blocks. Rejects with the AWS SDK's error. */
  async *under(
    accountBlock: AccountBlock,
    account: Account,
    isWanted: (name: string) => boolean,
  ): AsyncIterable<readonly ObservedResource[]> {
    const client = this.clients.for(S3Client, { accountId: account.accountId });
    const pages = paginateListBuckets({ client, pageSize: PAGE_SIZE }, {}, { abortSignal: account.signal });
    for await (const { Buckets = [], Owner } of pages) {
      if (Owner?.ID !== undefined) await account.noteCanonicalId?.(Owner.ID);
      const wanted = Buckets.filter(({ Name = '' }) => isWanted(Name));
      yield await presentOnes(wanted, (bucket) => this.read(account, bucket, accountBlock));
    }
  }

  /** Listed by its name, because a name that is free may be somebody else's bucket by now. */
  override async collectOne(place: Place, arn: string): Promise<ObservedResource | null> {
    const name = placeOfArn(arn).resource;
    const client = this.clients.for(S3Client, { accountId: place.accountId });
    const pages = paginateListBuckets({ client, pageSize: PAGE_SIZE }, { Prefix: name }, { abortSignal: place.signal });
    for await (const { Buckets } of pages) {
      const bucket = Buckets?.find(({ Name }) => Name === name);
      if (bucket !== undefined) return this.read(place, bucket, await readAccountBlock(this.clients, place));
    }
    return null;
  }

  private async read(account: Account, bucket: Bucket, accountBlock: AccountBlock): Promise<ObservedResource | null> {
    const { accountId, partition, signal } = account;
    const name = bucket.Name ?? '';
    return unlessGone(GONE, async () => {
      const region = bucket.BucketRegion ?? (await this.regionOf(account, name));
      const s3 = this.clients.for(S3Client, { accountId, region });
      const facts = await readBucket(s3, { name, createdAt: bucket.CreationDate }, signal);
      return observeBucket({ accountId, partition, region, signal }, facts, accountBlock);
    });
  }

  /** Two words of S3 are older than the names of regions. */
  private async regionOf({ accountId, signal }: Account, Bucket: string): Promise<string> {
    const client = this.clients.for(S3Client, { accountId });
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }), { abortSignal: signal });
    if (LocationConstraint === 'EU') return 'eu-west-1';
    return LocationConstraint === undefined || (LocationConstraint as string) === '' ? 'us-east-1' : LocationConstraint;
  }
}
