import { CreateAliasCommand, CreateKeyCommand, DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { PutKeyPolicyCommand, TagResourceCommand as TagKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
} from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  TagResourceCommand as TagSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, DeleteTopicCommand, TagResourceCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, GetQueueUrlCommand, TagQueueCommand } from '@aws-sdk/client-sqs';
import { REGIONS } from './administrators.js';
import type { Change } from './identity-changes.js';
import type { SeededRandom } from './random.js';

/** What may become of a bucket, a queue, a topic, a key or a secret. */
export const RESOURCE_CHANGES: readonly Change[] = [
  ({ s3, accountId }, name) => s3.send(new CreateBucketCommand({ Bucket: `${name}-${accountId}` })),
  ({ s3, accountId }, name, random) =>
    s3.send(
      new PutBucketPolicyCommand({
        Bucket: `${name}-${accountId}`,
        Policy: resourcePolicy(
          accountId,
          { action: 's3:GetObject', resource: `arn:aws:s3:::${name}-${accountId}/*` },
          random,
        ),
      }),
    ),
  ({ s3, accountId }, name, random) =>
    s3.send(
      new PutBucketTaggingCommand({
        Bucket: `${name}-${accountId}`,
        Tagging: { TagSet: [{ Key: 'round', Value: String(random.below(1_000)) }] },
      }),
    ),
  ({ s3, accountId }, name) => s3.send(new DeleteBucketCommand({ Bucket: `${name}-${accountId}` })),
  ({ sqs }, QueueName, random) => sqs(random.pick(REGIONS)).send(new CreateQueueCommand({ QueueName })),
  async ({ sqs }, QueueName, random) => {
    const client = sqs(random.pick(REGIONS));
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { round: String(random.below(1_000)) } }));
  },
  async ({ sqs }, QueueName, random) => {
    const client = sqs(random.pick(REGIONS));
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    await client.send(new DeleteQueueCommand({ QueueUrl }));
  },
  ({ sns }, Name, random) => sns(random.pick(REGIONS)).send(new CreateTopicCommand({ Name })),
  ({ sns, accountId }, name, random) => {
    const region = random.pick(REGIONS);
    const ResourceArn = `arn:aws:sns:${region}:${accountId}:${name}`;
    const Tags = [{ Key: 'round', Value: String(random.below(1_000)) }];
    return sns(region).send(new TagResourceCommand({ ResourceArn, Tags }));
  },
  ({ sns, accountId }, name, random) => {
    const region = random.pick(REGIONS);
    return sns(region).send(new DeleteTopicCommand({ TopicArn: `arn:aws:sns:${region}:${accountId}:${name}` }));
  },
  ({ kms }, name, random) => keyNamed(kms(random.pick(REGIONS)), name),
  async ({ kms }, name, random) => {
    const client = kms(random.pick(REGIONS));
    const KeyId = await keyNamed(client, name);
    await client.send(new TagKeyCommand({ KeyId, Tags: [{ TagKey: 'round', TagValue: String(random.below(1_000)) }] }));
  },
  async ({ kms, accountId }, name, random) => {
    const client = kms(random.pick(REGIONS));
    const KeyId = await keyNamed(client, name);
    const Policy = resourcePolicy(accountId, { action: 'kms:*', resource: '*' }, random);
    await client.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  },
  ({ secrets }, Name, random) =>
    secrets(random.pick(REGIONS)).send(new CreateSecretCommand({ Name, SecretString: 'chaos' })),
  ({ secrets }, SecretId, random) =>
    secrets(random.pick(REGIONS)).send(
      new TagSecretCommand({ SecretId, Tags: [{ Key: 'round', Value: String(random.below(1_000)) }] }),
    ),
  ({ secrets, accountId }, SecretId, random) =>
    secrets(random.pick(REGIONS)).send(
      new PutResourcePolicyCommand({
        SecretId,
        ResourcePolicy: resourcePolicy(accountId, { action: 'secretsmanager:GetSecretValue', resource: '*' }, random),
      }),
    ),
  ({ secrets }, SecretId, random) =>
    secrets(random.pick(REGIONS)).send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true })),
];

/** Keys have no names: the one that the alias of that name is for, or a new one. */
async function keyNamed(kms: KMSClient, name: string): Promise<string> {
  const alias = `alias/${name}`;
  const found = await kms.send(new DescribeKeyCommand({ KeyId: alias })).catch(() => undefined);
  if (found?.KeyMetadata?.KeyId !== undefined) return found.KeyMetadata.KeyId;
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const TargetKeyId = KeyMetadata?.KeyId ?? '';
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId }));
  return TargetKeyId;
}

function resourcePolicy(
  accountId: string,
  { action, resource }: { readonly action: string; readonly resource: string },
  random: SeededRandom,
): string {
  const Statement = [
    {
      Sid: `Round${random.below(1_000)}`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: action,
      Resource: resource,
    },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
