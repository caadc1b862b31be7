import {
  AWS_OWNER,
  plainResource,
  RESOURCE_TYPES,
  type AttachedPolicy,
  type ObservedPolicy,
  type ObservedResource,
  type ResourceSettings,
} from '../../resource/observed-resource.js';

type Maybe<T> = T | undefined;

/** The parts of IAM's answer to GetAccountAuthorizationDetails that are read here. */
interface TagDetail {
  readonly Key: Maybe<string>;
  readonly Value: Maybe<string>;
}
interface InlineDetail {
  readonly PolicyName?: Maybe<string>;
  readonly PolicyDocument?: Maybe<string>;
}
interface AttachedDetail {
  readonly PolicyName?: Maybe<string>;
  readonly PolicyArn?: Maybe<string>;
}
interface BoundaryDetail {
  readonly PermissionsBoundaryArn?: Maybe<string>;
}
interface IdentityDetail {
  readonly Arn?: Maybe<string>;
  readonly Path?: Maybe<string>;
  readonly CreateDate?: Maybe<Date>;
  readonly Tags?: Maybe<readonly TagDetail[]>;
  readonly AttachedManagedPolicies?: Maybe<readonly AttachedDetail[]>;
  readonly PermissionsBoundary?: Maybe<BoundaryDetail>;
}
export interface RoleDetail extends IdentityDetail {
  readonly RoleName?: Maybe<string>;
  readonly RoleId?: Maybe<string>;
  readonly AssumeRolePolicyDocument?: Maybe<string>;
  readonly RolePolicyList?: Maybe<readonly InlineDetail[]>;
  readonly RoleLastUsed?: Maybe<{ readonly LastUsedDate?: Maybe<Date>; readonly Region?: Maybe<string> }>;
}
export interface UserDetail extends IdentityDetail {
  readonly UserName?: Maybe<string>;
  readonly UserId?: Maybe<string>;
  readonly UserPolicyList?: Maybe<readonly InlineDetail[]>;
  readonly GroupList?: Maybe<readonly string[]>;
}
export interface GroupDetail extends IdentityDetail {
  readonly GroupName?: Maybe<string>;
  readonly GroupId?: Maybe<string>;
  readonly GroupPolicyList?: Maybe<readonly InlineDetail[]>;
}
export interface InstanceProfileDetail extends IdentityDetail {
  readonly InstanceProfileName?: Maybe<string>;
  readonly InstanceProfileId?: Maybe<string>;
  readonly Roles?: Maybe<readonly { readonly Arn?: Maybe<string> }[]>;
}
export interface PolicyDetail {
  readonly Arn?: Maybe<string>;
  readonly Path?: Maybe<string>;
  readonly PolicyName?: Maybe<string>;
  readonly PolicyId?: Maybe<string>;
  readonly Description?: Maybe<string>;
  readonly CreateDate?: Maybe<Date>;
  readonly DefaultVersionId?: Maybe<string>;
  readonly PolicyVersionList?: Maybe<
    readonly { readonly Document?: Maybe<string>; readonly IsDefaultVersion?: Maybe<boolean> }[]
  >;
}

/** Tags by ARN of what IAM lists without them. */
export interface KnownTags {
  readonly byArn: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** False when AWS refused to tell. */
  readonly areKnown: boolean;
}

const NO_TAGS: KnownTags = { byArn: new Map(), areKnown: true };

/** What only ListRoles tells of a role. */
export interface RoleSettings {
  readonly description: string | null;
  readonly maxSessionSeconds: number;
}

/** IAM's own default for a role's longest session, in seconds. */
export const USUAL_MAX_SESSION_SECONDS = 3_600;
const NO_SETTINGS: RoleSettings = { description: null, maxSessionSeconds: USUAL_MAX_SESSION_SECONDS };

/** A role as GetAccountAuthorizationDetails and ListRoles tell it together. */
export function observeRole(accountId: string, role: RoleDetail, known: RoleSettings = NO_SETTINGS): ObservedResource {
  const used = role.RoleLastUsed?.LastUsedDate;
  return plainResource({
    ...identityOf(accountId, role),
    resourceType: RESOURCE_TYPES.role,
    name: role.RoleName ?? '',
    settings: settingsOf(role.RoleId, role.CreateDate, known),
    document: role.AssumeRolePolicyDocument === undefined ? null : decodePolicy(role.AssumeRolePolicyDocument),
    inline: inlineOf(role.RolePolicyList),
    usage: used === undefined ? null : { lastUsedAt: used, region: role.RoleLastUsed?.Region ?? null },
  });
}

/** A user as GetAccountAuthorizationDetails tells it. */
export function observeUser(accountId: string, user: UserDetail): ObservedResource {
  return plainResource({
    ...identityOf(accountId, user),
    resourceType: RESOURCE_TYPES.user,
    name: user.UserName ?? '',
    settings: settingsOf(user.UserId, user.CreateDate),
    inline: inlineOf(user.UserPolicyList),
    groups: user.GroupList ?? [],
  });
}

/** A group as GetAccountAuthorizationDetails tells it; IAM has no tags for groups. */
export function observeGroup(accountId: string, group: GroupDetail): ObservedResource {
  return plainResource({
    ...identityOf(accountId, group),
    resourceType: RESOURCE_TYPES.group,
    name: group.GroupName ?? '',
    settings: settingsOf(group.GroupId, group.CreateDate),
    inline: inlineOf(group.GroupPolicyList),
  });
}

/** An instance profile as ListInstanceProfiles tells it, with the ARNs of its roles: AWS allows one. */
export function observeInstanceProfile(
  accountId: string,
  profile: InstanceProfileDetail,
  tags: KnownTags = NO_TAGS,
): ObservedResource {
  return plainResource({
    ...identityOf(accountId, profile),
    resourceType: RESOURCE_TYPES.instanceProfile,
    name: profile.InstanceProfileName ?? '',
    tags: tags.byArn.get(profile.Arn ?? '') ?? {},
    settings: {
      ...settingsOf(profile.InstanceProfileId, profile.CreateDate),
      roles: (profile.Roles ?? []).map(({ Arn }) => Arn ?? ''),
      ...unreadableIn(tags),
    },
  });
}

/** A managed policy with its default version; one of AWS's own belongs to `aws`. */
export function observeManagedPolicy(
  accountId: string,
  policy: PolicyDetail,
  tags: KnownTags = NO_TAGS,
): ObservedResource {
  const arn = policy.Arn ?? '';
  const isOfAws = arn.split(':')[4] === AWS_OWNER;
  return plainResource({
    arn,
    accountId: isOfAws ? AWS_OWNER : accountId,
    resourceType: RESOURCE_TYPES.managedPolicy,
    name: policy.PolicyName ?? '',
    path: policy.Path ?? '/',
    tags: tags.byArn.get(arn) ?? {},
    settings: { ...settingsOfPolicy(policy), ...(isOfAws ? {} : unreadableIn(tags)) },
    document: documentInForce(policy),
  });
}

function settingsOfPolicy({ PolicyId, CreateDate, Description, DefaultVersionId }: PolicyDetail): ResourceSettings {
  return {
    ...settingsOf(PolicyId, CreateDate, { description: Description }),
    ...(DefaultVersionId !== undefined && { defaultVersion: DefaultVersionId }),
  };
}

function documentInForce({ PolicyVersionList }: PolicyDetail): string | null {
  const version = PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
  return version?.Document === undefined ? null : decodePolicy(version.Document);
}

/** IAM gives documents URL-encoded (RFC 3986). One that does not decode is kept as it came. */
export function decodePolicy(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function unreadableIn({ areKnown }: KnownTags): { readonly unreadable?: readonly string[] } {
  return areKnown ? {} : { unreadable: ['tags'] };
}

function identityOf(accountId: string, detail: IdentityDetail) {
  return {
    arn: detail.Arn ?? '',
    accountId,
    path: detail.Path ?? '/',
    tags: Object.fromEntries((detail.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
    attached: (detail.AttachedManagedPolicies ?? []).map(({ PolicyName, PolicyArn }): AttachedPolicy => ({
      name: PolicyName ?? '',
      arn: PolicyArn ?? '',
    })),
    boundary: detail.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
  };
}

function settingsOf(
  id: Maybe<string>,
  createdAt: Maybe<Date>,
  known: { readonly description?: Maybe<string | null>; readonly maxSessionSeconds?: number } = {},
): ResourceSettings {
  return {
    id: id ?? '',
    createdAt: (createdAt ?? new Date(0)).toISOString(),
    description: known.description ?? null,
    maxSessionSeconds: known.maxSessionSeconds ?? null,
  };
}

function inlineOf(policies: Maybe<readonly InlineDetail[]>): ObservedPolicy[] {
  return (policies ?? []).map(({ PolicyName, PolicyDocument }) => ({
    name: PolicyName ?? '',
    text: decodePolicy(PolicyDocument ?? ''),
  }));
}
