import { findManagedPolicy, findRole } from '../state/lookup.js';
import type { Account, Group, ManagedPolicy, Role, Tags, User, World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { groupDetail, userDetail } from './account-authorization-details.js';
import { policyDetail, roleDetail, tagList } from './iam-shapes.js';
import { type InstanceProfile, type OidcProvider, type SamlProvider, iamStateOf } from './iam-state.js';
import { fullProfileShape, profileShape, profilesOfRole } from './instance-profile-state.js';
import { policyUses } from './policy-uses.js';
import { recordedNames } from './recorded-names.rules.js';

const GLOBAL = 'global';
const NO_TAGS: Tags = new Map();

/** Identities as Config and the Tagging API list them; Config's ids are IAM's unique ones. */
export const iamResources: ResourceSource = {
  types: [
    'AWS::IAM::Role',
    'AWS::IAM::User',
    'AWS::IAM::Group',
    'AWS::IAM::Policy',
    'AWS::IAM::InstanceProfile',
    'AWS::IAM::OIDCProvider',
    'AWS::IAM::SAMLProvider',
  ],
  *list(world, accountId) {
    const account = world.accounts.get(accountId);
    if (account === undefined) return;
    for (const role of account.roles.values()) yield roleView(world, role);
    for (const policy of account.policies.values()) yield policyView(account, policy);
    yield* fewOf(world, account);
  },
  find(world, arn) {
    const role = findRole(world, arn);
    if (role !== undefined) return roleView(world, role);
    const account = world.accounts.get(arn.split(':')[4] ?? '');
    const policy = account === undefined ? undefined : findManagedPolicy(world, arn);
    if (account !== undefined && policy !== undefined) return policyView(account, policy);
    return account === undefined ? undefined : fewOf(world, account).find((view) => view.arn === arn);
  },
};

/** The kinds of which there are few in an account. */
function fewOf(world: World, account: Account): readonly ResourceView[] {
  const { instanceProfiles, oidcProviders, samlProviders } = iamStateOf(world, account.id);
  return [
    ...[...account.users.values()].map(userView),
    ...[...account.groups.values()].map(groupView),
    ...[...instanceProfiles.values()].map((each) => profileView(account, each)),
    ...[...oidcProviders.values()].map((each) => oidcView(account.id, each)),
    ...[...samlProviders.values()].map((each) => samlView(account.id, each)),
  ];
}

function recorded(shape: object): Readonly<Record<string, unknown>> {
  return recordedNames(shape) as Readonly<Record<string, unknown>>;
}

function roleView(world: World, role: Role): ResourceView {
  return {
    ...placeOf(role),
    type: 'AWS::IAM::Role',
    tags: role.tags,
    configuration: () => {
      const profiles = profilesOfRole(world, role).map((each) => profileShape(each, role));
      // When a role was last used is no configuration: Config does not record it.
      const { RoleLastUsed: _lastUsed, ...detail } = roleDetail(role, profiles);
      return recorded(detail);
    },
  };
}

function userView(user: User): ResourceView {
  return {
    ...placeOf(user),
    type: 'AWS::IAM::User',
    tags: user.tags,
    configuration: () => recorded(userDetail(user)),
  };
}

function groupView(group: Group): ResourceView {
  return {
    ...placeOf(group),
    type: 'AWS::IAM::Group',
    tags: NO_TAGS,
    configuration: () => recorded(groupDetail(group)),
  };
}

function policyView(account: Account, policy: ManagedPolicy): ResourceView {
  return {
    ...placeOf({ ...policy, accountId: account.id }),
    type: 'AWS::IAM::Policy',
    tags: policy.tags,
    configuration: () => {
      const use = policyUses(account).get(policy.arn) ?? { attachments: 0, boundaries: 0 };
      return recorded({ ...policyDetail(policy, use), Tags: tagList(policy.tags) });
    },
  };
}

function profileView(account: Account, profile: InstanceProfile): ResourceView {
  return {
    ...placeOf({ ...profile, accountId: account.id }),
    type: 'AWS::IAM::InstanceProfile',
    tags: profile.tags,
    configuration: () => recorded(fullProfileShape(profile, account.roles.get(profile.roleName?.toLowerCase() ?? ''))),
  };
}

function oidcView(
  accountId: string,
  { arn, url, createdAt, tags, clientIds, thumbprints }: OidcProvider,
): ResourceView {
  return {
    ...placeOf({ accountId, arn, id: arn, name: url, createdAt }),
    type: 'AWS::IAM::OIDCProvider',
    tags,
    configuration: () =>
      recorded({ Arn: arn, Url: `https://${url}`, ClientIdList: clientIds, ThumbprintList: thumbprints }),
  };
}

function samlView(accountId: string, { arn, name, createdAt, tags, validUntil }: SamlProvider): ResourceView {
  return {
    ...placeOf({ accountId, arn, id: arn, name, createdAt }),
    type: 'AWS::IAM::SAMLProvider',
    tags,
    configuration: () => recorded({ Arn: arn, Name: name, CreateDate: createdAt, ValidUntil: validUntil }),
  };
}

type Placed = Pick<ResourceView, 'arn' | 'id' | 'name' | 'accountId' | 'createdAt'>;

function placeOf({ arn, id, name, accountId, createdAt }: Placed): Placed & { readonly region: string } {
  return { arn, id, name, accountId, createdAt, region: GLOBAL };
}
