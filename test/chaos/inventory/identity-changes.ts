import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListPolicyVersionsCommand,
  PutRolePolicyCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { ClientsIn } from './administrators.js';
import type { SeededRandom } from './random.js';

const AWS_POLICY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

/** Something that is done to the thing of that name; what is not possible at the time rejects. */
export type Change = (at: ClientsIn, name: string, random: SeededRandom) => Promise<unknown>;

/** What may become of a role or of a managed policy. */
export const IDENTITY_CHANGES: readonly Change[] = [
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
  ({ iam }, PolicyName, random) => iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: allowing(random) })),
  async ({ iam, accountId }, name, random) => {
    const PolicyArn = policyArn(accountId, name);
    await deleteOldVersions(iam, PolicyArn);
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: allowing(random),
        SetAsDefault: random.next() < 0.7,
      }),
    );
  },
  ({ iam, accountId }, name, random) =>
    iam.send(
      new TagPolicyCommand({
        PolicyArn: policyArn(accountId, name),
        Tags: [{ Key: 'round', Value: String(random.below(1_000)) }],
      }),
    ),
  async ({ iam, accountId }, name) => {
    const PolicyArn = policyArn(accountId, name);
    await deleteOldVersions(iam, PolicyArn);
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  },
];

async function deleteOldVersions(iam: IAMClient, PolicyArn: string): Promise<void> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  for (const { VersionId, IsDefaultVersion } of Versions) {
    if (IsDefaultVersion !== true) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  }
}

const policyArn = (accountId: string, name: string) => `arn:aws:iam::${accountId}:policy/${name}`;

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
