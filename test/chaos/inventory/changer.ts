import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand, TagResourceCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, GetQueueUrlCommand, TagQueueCommand } from '@aws-sdk/client-sqs';
import { REGIONS, type AccountAdministrator, type Administrators } from './administrators.js';
import type { SeededRandom } from './random.js';

/** Things of each kind that come and go in an account. */
const NAMES = 6;
const AWS_POLICY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

type Change = (at: AccountAdministrator, name: string, random: SeededRandom) => Promise<unknown>;

const CHANGES: readonly Change[] = [
  ({ iam, accountId }, RoleName) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(accountId, 'root') })),
  ({ iam }, RoleName, random) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'work', PolicyDocument: allowing(random) })),
  ({ iam }, RoleName, random) =>
    iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'round', Value: String(random.below(1_000)) }] })),
  ({ iam, accountId }, RoleName, random) =>
    iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: trusting(accountId, random.pick(['root', 'role/cloud-administrator'])),
      }),
    ),
  ({ iam }, RoleName) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: AWS_POLICY })),
  async ({ iam }, RoleName) => {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'work' })).catch(() => undefined);
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: AWS_POLICY })).catch(() => undefined);
    await iam.send(new DeleteRoleCommand({ RoleName }));
  },
  ({ s3, accountId }, name) => s3.send(new CreateBucketCommand({ Bucket: `${name}-${accountId}` })),
  ({ s3, accountId }, name, random) =>
    s3.send(
      new PutBucketPolicyCommand({
        Bucket: `${name}-${accountId}`,
        Policy: bucketPolicy(accountId, `${name}-${accountId}`, random),
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
];

/** Changes the accounts all the time, until it is told to stop. */
export class Changer {
  #stopped = false;
  #running: Promise<void> | undefined;
  made = 0;

  constructor(
    private readonly administrators: Administrators,
    private readonly accountIds: readonly string[],
    private readonly random: SeededRandom,
  ) {}

  start(): void {
    this.#running = this.run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  private async run(): Promise<void> {
    while (!this.#stopped) {
      const at = this.administrators.of(this.random.pick(this.accountIds));
      const change = this.random.pick(CHANGES);
      try {
        await change(at, `chaos-${this.random.below(NAMES)}`, this.random);
        this.made += 1;
      } catch {
        // What is not there cannot be changed, and what is there cannot be made: the next one will do.
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function trusting(accountId: string, who: string): string {
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:${who}` }, Action: 'sts:AssumeRole' },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function allowing(random: SeededRandom): string {
  const Statement = [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::chaos-${random.below(1_000)}/*` },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function bucketPolicy(accountId: string, bucket: string, random: SeededRandom): string {
  const Statement = [
    {
      Sid: `Round${random.below(1_000)}`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
    },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
