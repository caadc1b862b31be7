import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListRolesCommand,
  type GetAccountAuthorizationDetailsResponse,
} from '@aws-sdk/client-iam';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { ownCopy } from '../../resource/own-copy.js';
import { Collector, type CollectorTarget, type Place } from '../collector.js';
import {
  observeGroup,
  observeInstanceProfile,
  observeManagedPolicy,
  observeRole,
  observeUser,
  USUAL_MAX_SESSION_SECONDS,
  type KnownTags,
  type RoleSettings,
} from './authorization-details.rules.js';
import { readIdentity, READ_IDENTITY_PERMISSIONS } from './read-identity.js';
import { tagsOfPoliciesAndProfiles } from './tags-in-bulk.js';

/** The most that IAM puts on a page. */
const PAGE_SIZE = 1_000;

/**
 * Everything that GetAccountAuthorizationDetails tells; ListRoles adds the longest session, ListInstanceProfiles the
 * profiles, and the tagging API the tags that IAM leaves out of its lists.
 */
export class IamCollector extends Collector {
  override readonly id = 'iam';
  override readonly summary = 'IAM roles, users, groups, managed policies and instance profiles.';
  override readonly resourceTypes = [
    RESOURCE_TYPES.role,
    RESOURCE_TYPES.user,
    RESOURCE_TYPES.group,
    RESOURCE_TYPES.managedPolicy,
    RESOURCE_TYPES.instanceProfile,
  ];
  override readonly awsPermissions = [
    'iam:GetAccountAuthorizationDetails',
    'iam:ListInstanceProfiles',
    'iam:ListRoles',
    'tag:GetResources',
    ...READ_IDENTITY_PERMISSIONS,
  ];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  override async *collect(target: CollectorTarget): AsyncIterable<readonly ObservedResource[]> {
    const { accountId, signal } = target;
    const iam = this.clients.for(IAMClient, { accountId });
    const [settings, tags] = await Promise.all([
      settingsOfRoles(iam, signal),
      tagsOfPoliciesAndProfiles(this.clients, target),
    ]);
    let marker: string | undefined;
    // Of its own, because a generator that waits keeps its variables: the page is forgotten while its resources are stored.
    const nextResources = async () => {
      const page: GetAccountAuthorizationDetailsResponse = await iam.send(
        new GetAccountAuthorizationDetailsCommand({
          Filter: ['Role', 'User', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'],
          MaxItems: PAGE_SIZE,
          Marker: marker,
        }),
        { abortSignal: signal },
      );
      marker = page.IsTruncated === true ? page.Marker : undefined;
      return resourcesOn(accountId, page, { settings, tags });
    };
    do yield await nextResources();
    while (marker !== undefined);
    yield* instanceProfiles(iam, target, tags);
  }

  override async collectOne(place: Place, arn: string, resourceType: string): Promise<ObservedResource | null> {
    return readIdentity(this.clients.for(IAMClient, place), place, { arn, resourceType });
  }
}

interface Additions {
  readonly settings: ReadonlyMap<string, RoleSettings>;
  readonly tags: KnownTags;
}

function resourcesOn(
  accountId: string,
  page: GetAccountAuthorizationDetailsResponse,
  { settings, tags }: Additions,
): ObservedResource[] {
  return [
    ...(page.RoleDetailList ?? []).map((role) => observeRole(accountId, role, settings.get(role.Arn ?? ''))),
    ...(page.UserDetailList ?? []).map((user) => observeUser(accountId, user)),
    ...(page.GroupDetailList ?? []).map((group) => observeGroup(accountId, group)),
    ...(page.Policies ?? []).map((policy) => observeManagedPolicy(accountId, policy, tags)),
  ];
}

async function* instanceProfiles(iam: IAMClient, { accountId, signal }: CollectorTarget, tags: KnownTags) {
  let marker: string | undefined;
  do {
    const page = await iam.send(new ListInstanceProfilesCommand({ MaxItems: PAGE_SIZE, Marker: marker }), {
      abortSignal: signal,
    });
    marker = page.IsTruncated === true ? page.Marker : undefined;
    yield (page.InstanceProfiles ?? []).map((profile) => observeInstanceProfile(accountId, profile, tags));
  } while (marker !== undefined);
}

async function settingsOfRoles(iam: IAMClient, signal: AbortSignal): Promise<Map<string, RoleSettings>> {
  const settings = new Map<string, RoleSettings>();
  let marker: string | undefined;
  do {
    const page = await iam.send(new ListRolesCommand({ MaxItems: PAGE_SIZE, Marker: marker }), { abortSignal: signal });
    // Copies, because these are kept until the account is read, and AWS's page need not be.
    for (const { Arn, Description, MaxSessionDuration } of page.Roles ?? []) {
      settings.set(ownCopy(Arn ?? ''), {
        description: Description === undefined ? null : ownCopy(Description),
        maxSessionSeconds: MaxSessionDuration ?? USUAL_MAX_SESSION_SECONDS,
      });
    }
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return settings;
}
