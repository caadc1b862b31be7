import {
  type EntityType,
  GetAccountAuthorizationDetails$,
  type GetAccountAuthorizationDetailsRequest,
  type GetAccountAuthorizationDetailsResponse,
  type GroupDetail,
  type ManagedPolicyDetail,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';

import { AwsError } from '../protocol/aws-error.js';
import { validationMessage } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import type { Account, Group, ManagedPolicy, Role, User, World } from '../state/model.js';
import { onAccount, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import {
  type PolicyUse,
  attachedList,
  boundaryShape,
  inlineList,
  policyDetail,
  roleDetail,
  tagList,
} from './iam-shapes.js';
import type { InstanceProfile } from './iam-state.js';
import { profileShape, profilesByRole } from './instance-profile-state.js';
import { policyUses } from './policy-uses.js';

const KINDS = ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;

/** One entry of the answer; `key` puts users first, then groups, roles, policies, each by name. */
type Entry =
  | { readonly kind: 'User'; readonly key: string; readonly item: User }
  | { readonly kind: 'Group'; readonly key: string; readonly item: Group }
  | { readonly kind: 'Role'; readonly key: string; readonly item: Role }
  | { readonly kind: 'LocalManagedPolicy' | 'AWSManagedPolicy'; readonly key: string; readonly item: ManagedPolicy };

export const getAccountAuthorizationDetails = operation<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse
>({
  schema: GetAccountAuthorizationDetails$,
  access: onAccount('iam:GetAccountAuthorizationDetails'),
  handle: (input, call) => {
    refuseFilter(input.Filter ?? []);
    const account = ownAccount(call);
    const uses = policyUses(account);
    const entries = entriesOf(call.world, account, uses).filter(
      ({ kind }) => !input.Filter?.length || input.Filter.includes(kind),
    );
    const { items, ...rest } = pageOf(
      sortedBy(entries, ({ key }) => key),
      ({ key }) => key,
      input,
    );
    return { ...detailsOf(items, uses, profilesByRole(call.world, account.id)), ...rest };
  },
});

function refuseFilter(filter: readonly EntityType[]): void {
  const unknown = filter.find((kind) => !KINDS.includes(kind));
  if (unknown === undefined) return;
  const what = `Value '[${filter.join(', ')}]' at 'filter' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${KINDS.join(', ')}]]`;
  throw new AwsError('ValidationError', validationMessage([what]));
}

/** AWS lists its own policies only where an account uses them. */
function entriesOf(world: World, account: Account, uses: ReadonlyMap<string, PolicyUse>): readonly Entry[] {
  const awsPolicies = [...uses.keys()].flatMap((arn) => world.awsPolicies.get(arn) ?? []);
  return [
    ...[...account.users.values()].map((item) => ({ kind: 'User', key: `1/${item.name}`, item }) as const),
    ...[...account.groups.values()].map((item) => ({ kind: 'Group', key: `2/${item.name}`, item }) as const),
    ...[...account.roles.values()].map((item) => ({ kind: 'Role', key: `3/${item.name}`, item }) as const),
    ...[...account.policies.values()].map(
      (item) => ({ kind: 'LocalManagedPolicy', key: `4/${item.arn}`, item }) as const,
    ),
    ...awsPolicies.map((item) => ({ kind: 'AWSManagedPolicy', key: `5/${item.arn}`, item }) as const),
  ];
}

function detailsOf(
  entries: readonly Entry[],
  uses: ReadonlyMap<string, PolicyUse>,
  profiles: ReadonlyMap<string, readonly InstanceProfile[]>,
): Pick<GetAccountAuthorizationDetailsResponse, 'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies'> {
  const users: UserDetail[] = [];
  const groups: GroupDetail[] = [];
  const roles: RoleDetail[] = [];
  const policies: ManagedPolicyDetail[] = [];
  for (const entry of entries) {
    switch (entry.kind) {
      case 'User':
        users.push(userDetail(entry.item));
        break;
      case 'Group':
        groups.push(groupDetail(entry.item));
        break;
      case 'Role':
        roles.push(roleWithProfiles(entry.item, profiles.get(entry.item.name)));
        break;
      case 'LocalManagedPolicy':
      case 'AWSManagedPolicy':
        policies.push(policyDetail(entry.item, uses.get(entry.item.arn) ?? { attachments: 0, boundaries: 0 }));
        break;
    }
  }
  return { UserDetailList: users, GroupDetailList: groups, RoleDetailList: roles, Policies: policies };
}

export function roleWithProfiles(role: Role, profiles: readonly InstanceProfile[] = []): RoleDetail {
  return roleDetail(
    role,
    profiles.map((each) => profileShape(each, role)),
  );
}

export function userDetail(user: User): UserDetail {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: user.createdAt,
    UserPolicyList: inlineList(user.inlinePolicies),
    GroupList: [...user.groups],
    AttachedManagedPolicies: attachedList(user.attachedPolicies),
    ...boundaryShape(user.boundaryArn),
    Tags: tagList(user.tags),
  };
}

export function groupDetail(group: Group): GroupDetail {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: group.arn,
    CreateDate: group.createdAt,
    GroupPolicyList: inlineList(group.inlinePolicies),
    AttachedManagedPolicies: attachedList(group.attachedPolicies),
  };
}
