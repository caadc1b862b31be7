import {
  GetGroupPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  paginateListAttachedGroupPolicies,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListGroupsForUser,
  paginateListRolePolicies,
  paginateListUserPolicies,
  type AttachedPolicy,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { inParallel } from '../in-parallel.js';

/** What reading the policies of a single identity needs. */
export const POLICY_PERMISSIONS = [
  'iam:GetGroupPolicy',
  'iam:GetRolePolicy',
  'iam:GetUserPolicy',
  'iam:ListAttachedGroupPolicies',
  'iam:ListAttachedRolePolicies',
  'iam:ListAttachedUserPolicies',
  'iam:ListGroupPolicies',
  'iam:ListGroupsForUser',
  'iam:ListRolePolicies',
  'iam:ListUserPolicies',
];

/** Inline and attached policies in the shape of GetAccountAuthorizationDetails. */
export interface IdentityPolicies {
  readonly inline: { readonly PolicyName: string; readonly PolicyDocument: string | undefined }[];
  readonly attached: AttachedPolicy[];
}

/** A role's policies. */
export async function policiesOfRole(
  client: IAMClient,
  RoleName: string,
  signal: AbortSignal,
): Promise<IdentityPolicies> {
  const abort = { abortSignal: signal };
  return gather({
    names: named(paginateListRolePolicies({ client }, { RoleName }, abort)),
    attached: attachedOn(paginateListAttachedRolePolicies({ client }, { RoleName }, abort)),
    textOf: async (PolicyName) =>
      (await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }), abort)).PolicyDocument,
  });
}

/** A user's policies, without those of its groups. */
export async function policiesOfUser(
  client: IAMClient,
  UserName: string,
  signal: AbortSignal,
): Promise<IdentityPolicies> {
  const abort = { abortSignal: signal };
  return gather({
    names: named(paginateListUserPolicies({ client }, { UserName }, abort)),
    attached: attachedOn(paginateListAttachedUserPolicies({ client }, { UserName }, abort)),
    textOf: async (PolicyName) =>
      (await client.send(new GetUserPolicyCommand({ UserName, PolicyName }), abort)).PolicyDocument,
  });
}

/** A group's policies. */
export async function policiesOfGroup(
  client: IAMClient,
  GroupName: string,
  signal: AbortSignal,
): Promise<IdentityPolicies> {
  const abort = { abortSignal: signal };
  return gather({
    names: named(paginateListGroupPolicies({ client }, { GroupName }, abort)),
    attached: attachedOn(paginateListAttachedGroupPolicies({ client }, { GroupName }, abort)),
    textOf: async (PolicyName) =>
      (await client.send(new GetGroupPolicyCommand({ GroupName, PolicyName }), abort)).PolicyDocument,
  });
}

/** Names of the groups that a user is in. */
export async function groupsOf(client: IAMClient, UserName: string, signal: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  for await (const { Groups } of paginateListGroupsForUser({ client }, { UserName }, { abortSignal: signal })) {
    names.push(...(Groups ?? []).map(({ GroupName }) => GroupName ?? ''));
  }
  return names;
}

interface Sources {
  readonly names: Promise<string[]>;
  readonly attached: Promise<AttachedPolicy[]>;
  readonly textOf: (policyName: string) => Promise<string | undefined>;
}

async function gather({ names, attached, textOf }: Sources): Promise<IdentityPolicies> {
  const [found, policies] = await Promise.all([names, attached]);
  const inline = await inParallel(found, async (PolicyName) => ({
    PolicyName,
    PolicyDocument: await textOf(PolicyName),
  }));
  return { inline, attached: policies };
}

async function named(pages: AsyncIterable<{ PolicyNames: string[] | undefined }>): Promise<string[]> {
  const names: string[] = [];
  for await (const { PolicyNames } of pages) names.push(...(PolicyNames ?? []));
  return names;
}

async function attachedOn(
  pages: AsyncIterable<{ AttachedPolicies?: AttachedPolicy[] | undefined }>,
): Promise<AttachedPolicy[]> {
  const found: AttachedPolicy[] = [];
  for await (const { AttachedPolicies } of pages) found.push(...(AttachedPolicies ?? []));
  return found;
}
