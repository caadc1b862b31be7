import { GetKeyPolicyCommand, paginateListKeys, paginateListResourceTags } from '@aws-sdk/client-kms';
import { GetPolicyCommand, ListTagsCommand, paginateListFunctions, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetBucketPolicyCommand, GetBucketTaggingCommand, paginateListBuckets } from '@aws-sdk/client-s3';
import { GetResourcePolicyCommand, paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { GetTopicAttributesCommand, ListTagsForResourceCommand, paginateListTopics } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueueTagsCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { REGIONS, type ClientsIn } from './administrators.js';
import { plain, tagRecord, type Compared, type ComparedResource } from './compared-resource.js';
import { addIdentities } from './identity-truth.js';

/** An account as AWS's own calls tell it, by ARN, with the managed policies of AWS that are used in it. */
export async function truthOf(at: ClientsIn): Promise<Compared> {
  const found: Compared = new Map();
  await addIdentities(at, found);
  await addBuckets(at, found);
  for (const region of REGIONS) {
    await addQueues(at, region, found);
    await addTopics(at, region, found);
    await addKeys(at, region, found);
    await addSecrets(at, region, found);
    await addFunctions(at, region, found);
  }
  return found;
}

async function addBuckets({ s3: client }: ClientsIn, found: Compared): Promise<void> {
  for await (const { Buckets = [] } of paginateListBuckets({ client, pageSize: 1_000 }, {})) {
    for (const { Name: Bucket } of Buckets) {
      const policy = await unlessAbsent(() => client.send(new GetBucketPolicyCommand({ Bucket })));
      const tagging = await unlessAbsent(() => client.send(new GetBucketTaggingCommand({ Bucket })));
      found.set(`arn:aws:s3:::${Bucket}`, { ...plain(tagRecord(tagging?.TagSet)), document: policy?.Policy ?? null });
    }
  }
}

async function addQueues({ sqs }: ClientsIn, region: string, found: Compared): Promise<void> {
  const client = sqs(region);
  for await (const { QueueUrls = [] } of paginateListQueues({ client, pageSize: 1_000 }, {})) {
    for (const QueueUrl of QueueUrls) {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'Policy'] }),
      );
      const { Tags = {} } = await client.send(new ListQueueTagsCommand({ QueueUrl }));
      found.set(Attributes['QueueArn'] ?? '', { ...plain(Tags), document: Attributes['Policy'] ?? null });
    }
  }
}

async function addTopics({ sns }: ClientsIn, region: string, found: Compared): Promise<void> {
  const client = sns(region);
  for await (const { Topics = [] } of paginateListTopics({ client }, {})) {
    for (const { TopicArn } of Topics) {
      const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
      found.set(TopicArn ?? '', { ...plain(tagRecord(Tags)), document: Attributes['Policy'] ?? null });
    }
  }
}

async function addKeys({ kms }: ClientsIn, region: string, found: Compared): Promise<void> {
  const client = kms(region);
  for await (const { Keys = [] } of paginateListKeys({ client, pageSize: 1_000 }, {})) {
    for (const { KeyArn: KeyId = '' } of Keys) {
      const policy = await unlessAbsent(() => client.send(new GetKeyPolicyCommand({ KeyId })));
      const tags = await unlessAbsent(async () => {
        const all: Record<string, string> = {};
        for await (const { Tags = [] } of paginateListResourceTags({ client }, { KeyId })) {
          for (const { TagKey = '', TagValue = '' } of Tags) all[TagKey] = TagValue;
        }
        return all;
      });
      found.set(KeyId, { ...plain(tags ?? {}), document: policy?.Policy ?? null });
    }
  }
}

async function addSecrets({ secrets }: ClientsIn, region: string, found: Compared): Promise<void> {
  const client = secrets(region);
  const pages = paginateListSecrets({ client, pageSize: 100 }, { IncludePlannedDeletion: true });
  for await (const { SecretList = [] } of pages) {
    for (const { ARN = '', Tags } of SecretList) {
      const policy = await unlessAbsent(() => client.send(new GetResourcePolicyCommand({ SecretId: ARN })));
      found.set(ARN, { ...plain(tagRecord(Tags)), document: policy?.ResourcePolicy ?? null });
    }
  }
}

async function addFunctions({ lambda }: ClientsIn, region: string, found: Compared): Promise<void> {
  const client = lambda(region);
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionArn = '' } of Functions) found.set(FunctionArn, await functionTruth(client, FunctionArn));
  }
}

async function functionTruth(client: LambdaClient, arn: string): Promise<ComparedResource> {
  const policy = await unlessAbsent(() => client.send(new GetPolicyCommand({ FunctionName: arn })));
  const tags = await unlessAbsent(() => client.send(new ListTagsCommand({ Resource: arn })));
  return { ...plain(tags?.Tags ?? {}), document: policy?.Policy ?? null };
}

/** Names of what there is none of; a secret that waits for its deletion shows no policy. */
const ABSENT = /^(NoSuchBucketPolicy|NoSuchTagSet|AccessDenied|ResourceNotFoundException|InvalidRequestException)/;

/** A part that guardrails of its account keep from everybody is as unknown to us as it is to the inventory. */
async function unlessAbsent<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && ABSENT.test(error.name)) return undefined;
    throw error;
  }
}
