import { CreateRoleCommand, PutRolePolicyCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketTaggingCommand } from '@aws-sdk/client-s3';
import type { Administrator } from './administrators.js';

/** What the API shows of a resource. */
export interface SeenResource {
  readonly tags: Readonly<Record<string, string>>;
  readonly documents: readonly { readonly kind: string; readonly document: string }[];
  readonly deletedAt: string | null;
}

/** One change, and how to tell that it is seen. */
export interface Change {
  readonly arn: string;
  make(): Promise<unknown>;
  isSeen(resource: SeenResource): boolean;
}

/** Something that is changed again and again, always in the same manner. */
export interface Subject {
  readonly kind: 'role tags' | 'role policies' | 'bucket tags';
  readonly arn: string;
  change(index: number): Change;
}

const PER_ACCOUNT = 10;
const TAG = 'gatehouse-bench';

/** Makes roles and buckets in each account. */
export async function makeSubjects(administrators: readonly Administrator[]): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (let index = 0; index < PER_ACCOUNT; index += 1) {
    for (const each of administrators) {
      subjects.push(taggedRole(each, await makeRole(each, `bench-tagged-${String(index)}`)));
      subjects.push(roleWithPolicy(each, await makeRole(each, `bench-policy-${String(index)}`)));
      subjects.push(await makeBucket(each, `bench-${each.accountId}-${String(index)}`));
    }
  }
  return subjects;
}

async function makeRole({ iam }: Administrator, RoleName: string): Promise<{ RoleName: string; arn: string }> {
  const statement = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return { RoleName, arn: Role?.Arn ?? '' };
}

function taggedRole({ iam }: Administrator, { RoleName, arn }: { RoleName: string; arn: string }): Subject {
  return {
    kind: 'role tags',
    arn,
    change: (index) => ({
      arn,
      make: () => iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: TAG, Value: String(index) }] })),
      isSeen: ({ tags }) => Number(tags[TAG] ?? -1) >= index,
    }),
  };
}

function roleWithPolicy({ iam }: Administrator, { RoleName, arn }: { RoleName: string; arn: string }): Subject {
  return {
    kind: 'role policies',
    arn,
    change: (index) => {
      const statement = { Sid: `Change${String(index)}`, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      return {
        arn,
        make: () => iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'bench', PolicyDocument })),
        isSeen: ({ documents }) =>
          documents.some(({ document }) => Number(/"Change(\d+)"/.exec(document)?.[1] ?? -1) >= index),
      };
    },
  };
}

async function makeBucket({ s3 }: Administrator, Bucket: string): Promise<Subject> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const arn = `arn:aws:s3:::${Bucket}`;
  return {
    kind: 'bucket tags',
    arn,
    change: (index) => ({
      arn,
      make: () =>
        s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: TAG, Value: String(index) }] } })),
      isSeen: ({ tags }) => Number(tags[TAG] ?? -1) >= index,
    }),
  };
}
