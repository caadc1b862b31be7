import {
  paginateGetAccountAuthorizationDetails,
  type GroupDetail,
  type RoleDetail,
  type Tag,
  type UserDetail,
} from '@aws-sdk/client-iam';
import { GetBucketPolicyCommand, GetBucketTaggingCommand, paginateListBuckets } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, ListTagsForResourceCommand, paginateListTopics } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueueTagsCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { REGIONS, type AccountAdministrator } from './administrators.js';

/** What is compared of a principal or resource: the same shape from AWS and from the store. */
export interface ComparedResource {
  readonly tags: Readonly<Record<string, string>>;
  /** Trust policy, document of a managed policy, or the resource's own policy. */
  readonly document: string | null;
  /** `name: text`, in order. */
  readonly inline: readonly string[];
  /** ARNs, in order. */
  readonly attached: readonly string[];
  readonly boundary: string | null;
  readonly groups: readonly string[];
}

export type Compared = Map<string, ComparedResource>;

/** An account as AWS's own calls tell it, by ARN; what AWS owns is left out. */
export async function truthOf(at: AccountAdministrator): Promise<Compared> {
  const found: Compared = new Map();
  await addIdentities(at, found);
  await addBuckets(at, found);
  for (const region of REGIONS) {
    await addQueues(at, region, found);
    await addTopics(at, region, found);
  }
  return found;
}

interface Identity {
  readonly Arn?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly AttachedManagedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
}
type Inline = readonly { readonly PolicyName?: string | undefined; readonly PolicyDocument?: string | undefined }[];

async function addIdentities({ iam: client }: AccountAdministrator, found: Compared): Promise<void> {
  const Filter: ('Role' | 'User' | 'Group')[] = ['Role', 'User', 'Group'];
  for await (const page of paginateGetAccountAuthorizationDetails({ client, pageSize: 1_000 }, { Filter })) {
    const { RoleDetailList = [], UserDetailList = [], GroupDetailList = [] } = page;
    for (const role of RoleDetailList) addRole(role, found);
    for (const user of UserDetailList) addUser(user, found);
    for (const group of GroupDetailList) addGroup(group, found);
  }
}

function addRole(role: RoleDetail, found: Compared): void {
  const document = decodeURIComponent(role.AssumeRolePolicyDocument ?? '');
  found.set(role.Arn ?? '', { ...identity(role, role.RolePolicyList), document });
}

function addUser(user: UserDetail, found: Compared): void {
  const groups = [...(user.GroupList ?? [])].sort();
  found.set(user.Arn ?? '', { ...identity(user, user.UserPolicyList), groups });
}

function addGroup(group: GroupDetail, found: Compared): void {
  found.set(group.Arn ?? '', identity(group, group.GroupPolicyList));
}

function identity(detail: Identity, inline: Inline = []): ComparedResource {
  return {
    ...plain(tagRecord(detail.Tags)),
    inline: inline.map((one) => `${one.PolicyName}: ${decodeURIComponent(one.PolicyDocument ?? '')}`).sort(),
    attached: (detail.AttachedManagedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn).sort(),
    boundary: detail.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
  };
}

async function addBuckets({ s3: client }: AccountAdministrator, found: Compared): Promise<void> {
  for await (const { Buckets = [] } of paginateListBuckets({ client, pageSize: 1_000 }, {})) {
    for (const { Name: Bucket } of Buckets) {
      const policy = await unlessAbsent(() => client.send(new GetBucketPolicyCommand({ Bucket })));
      const tagging = await unlessAbsent(() => client.send(new GetBucketTaggingCommand({ Bucket })));
      found.set(`arn:aws:s3:::${Bucket}`, { ...plain(tagRecord(tagging?.TagSet)), document: policy?.Policy ?? null });
    }
  }
}

async function addQueues({ sqs }: AccountAdministrator, region: string, found: Compared): Promise<void> {
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

async function addTopics({ sns }: AccountAdministrator, region: string, found: Compared): Promise<void> {
  const client = sns(region);
  for await (const { Topics = [] } of paginateListTopics({ client }, {})) {
    for (const { TopicArn } of Topics) {
      const { Attributes = {} } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
      const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
      found.set(TopicArn ?? '', { ...plain(tagRecord(Tags)), document: Attributes['Policy'] ?? null });
    }
  }
}

function plain(tags: Readonly<Record<string, string>>): ComparedResource {
  return { tags, document: null, inline: [], attached: [], boundary: null, groups: [] };
}

function tagRecord(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined) {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** A part that guardrails of its account keep from everybody is as unknown to us as it is to the inventory. */
async function unlessAbsent<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && /^(NoSuchBucketPolicy|NoSuchTagSet|AccessDenied)/.test(error.name)) return undefined;
    throw error;
  }
}
