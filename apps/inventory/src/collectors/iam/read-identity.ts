import {
  GetGroupCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { lastPartOf } from '../arn.rules.js';
import type { Place } from '../collector.js';
import { unlessGone } from '../resource-details.js';
import { tagsOf } from '../tags.rules.js';
import {
  observeGroup,
  observeInstanceProfile,
  observeManagedPolicy,
  observeRole,
  observeUser,
  USUAL_MAX_SESSION_SECONDS,
} from './authorization-details.rules.js';
import { POLICY_PERMISSIONS, policiesOfGroup, policiesOfRole, policiesOfUser, groupsOf } from './identity-policies.js';

/** What reading a single identity needs. */
export const READ_IDENTITY_PERMISSIONS = [
  'iam:GetGroup',
  'iam:GetInstanceProfile',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:GetUser',
  ...POLICY_PERMISSIONS,
];

const GONE = ['NoSuchEntity', 'NoSuchEntityException'];

interface Wanted {
  readonly arn: string;
  readonly resourceType: string;
}

/** One identity, as GetAccountAuthorizationDetails would tell it; null when it is gone. */
export async function readIdentity(iam: IAMClient, place: Place, wanted: Wanted): Promise<ObservedResource | null> {
  const read = READERS[wanted.resourceType];
  if (read === undefined) return null;
  const found = await unlessGone(GONE, () => read(iam, place, wanted.arn));
  // Names are unique without their path: the one of this name may be another.
  return found?.arn === wanted.arn ? found : null;
}

type Reader = (iam: IAMClient, place: Place, arn: string) => Promise<ObservedResource>;

const READERS: Readonly<Record<string, Reader>> = {
  [RESOURCE_TYPES.role]: readRole,
  [RESOURCE_TYPES.user]: readUser,
  [RESOURCE_TYPES.group]: readGroup,
  [RESOURCE_TYPES.managedPolicy]: readPolicy,
  [RESOURCE_TYPES.instanceProfile]: readInstanceProfile,
};

async function readRole(iam: IAMClient, { accountId, signal }: Place, arn: string): Promise<ObservedResource> {
  const RoleName = lastPartOf(arn);
  const [{ Role }, policies] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName }), { abortSignal: signal }),
    policiesOfRole(iam, RoleName, signal),
  ]);
  return observeRole(
    accountId,
    { ...Role, RolePolicyList: policies.inline, AttachedManagedPolicies: policies.attached },
    {
      description: Role?.Description ?? null,
      maxSessionSeconds: Role?.MaxSessionDuration ?? USUAL_MAX_SESSION_SECONDS,
    },
  );
}

async function readUser(iam: IAMClient, { accountId, signal }: Place, arn: string): Promise<ObservedResource> {
  const UserName = lastPartOf(arn);
  const [{ User }, policies, groups] = await Promise.all([
    iam.send(new GetUserCommand({ UserName }), { abortSignal: signal }),
    policiesOfUser(iam, UserName, signal),
    groupsOf(iam, UserName, signal),
  ]);
  const { inline, attached } = policies;
  return observeUser(accountId, {
    ...User,
    UserPolicyList: inline,
    AttachedManagedPolicies: attached,
    GroupList: groups,
  });
}

async function readGroup(iam: IAMClient, { accountId, signal }: Place, arn: string): Promise<ObservedResource> {
  const GroupName = lastPartOf(arn);
  const [{ Group }, policies] = await Promise.all([
    iam.send(new GetGroupCommand({ GroupName, MaxItems: 1 }), { abortSignal: signal }),
    policiesOfGroup(iam, GroupName, signal),
  ]);
  const { inline, attached } = policies;
  return observeGroup(accountId, { ...Group, GroupPolicyList: inline, AttachedManagedPolicies: attached });
}

async function readPolicy(iam: IAMClient, { accountId, signal }: Place, arn: string): Promise<ObservedResource> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }), { abortSignal: signal });
  const VersionId = Policy?.DefaultVersionId;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId }), {
    abortSignal: signal,
  });
  const version = { Document: PolicyVersion?.Document, IsDefaultVersion: true };
  const tags = { byArn: new Map([[arn, tagsOf(Policy?.Tags)]]), areKnown: true };
  return observeManagedPolicy(accountId, { ...Policy, PolicyVersionList: [version] }, tags);
}

async function readInstanceProfile(
  iam: IAMClient,
  { accountId, signal }: Place,
  arn: string,
): Promise<ObservedResource> {
  const InstanceProfileName = lastPartOf(arn);
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }), {
    abortSignal: signal,
  });
  const tags = { byArn: new Map([[arn, tagsOf(InstanceProfile?.Tags)]]), areKnown: true };
  return observeInstanceProfile(accountId, InstanceProfile ?? {}, tags);
}
