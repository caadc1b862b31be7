import {
  GetPolicyCommand,
  GetInstanceProfileCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListInstanceProfiles,
  type GroupDetail,
  type IAMClient,
  type ManagedPolicyDetail,
  type RoleDetail,
  type Tag,
  type UserDetail,
} from '@aws-sdk/client-iam';
import type { ClientsIn } from './administrators.js';
import { plain, tagRecord, type Compared, type ComparedResource } from './compared-resource.js';

interface Identity {
  readonly Arn?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly AttachedManagedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
}
type Inline = readonly { readonly PolicyName?: string | undefined; readonly PolicyDocument?: string | undefined }[];

/** Roles, users, groups, managed policies (AWS's own where they are used) and instance profiles. */
export async function addIdentities({ iam: client }: ClientsIn, found: Compared): Promise<void> {
  for await (const page of paginateGetAccountAuthorizationDetails({ client, pageSize: 1_000 }, {})) {
    page.RoleDetailList?.forEach((role) => addRole(role, found));
    page.UserDetailList?.forEach((user) => addUser(user, found));
    page.GroupDetailList?.forEach((group) => addGroup(group, found));
    await addPolicies(client, page.Policies ?? [], found);
  }
  await addInstanceProfiles(client, found);
}

async function addInstanceProfiles(client: IAMClient, found: Compared): Promise<void> {
  for await (const { InstanceProfiles = [] } of paginateListInstanceProfiles({ client, pageSize: 1_000 }, {})) {
    for (const { InstanceProfileName, Arn = '' } of InstanceProfiles) {
      const { InstanceProfile } = await client.send(new GetInstanceProfileCommand({ InstanceProfileName }));
      found.set(Arn, plain(tagRecord(InstanceProfile?.Tags)));
    }
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

/** The list of policies says everything but their tags. */
async function addPolicies(
  client: IAMClient,
  policies: readonly ManagedPolicyDetail[],
  found: Compared,
): Promise<void> {
  for (const { Arn = '', PolicyVersionList = [] } of policies) {
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: Arn }));
    const version = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
    found.set(Arn, { ...plain(tagRecord(Policy?.Tags)), document: decodeURIComponent(version?.Document ?? '') });
  }
}
