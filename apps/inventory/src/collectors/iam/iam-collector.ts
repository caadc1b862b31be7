import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  ListRolesCommand,
  type GetAccountAuthorizationDetailsResponse,
} from '@aws-sdk/client-iam';
import type { AwsClients } from '@gatehouse/aws';
import { RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { Collector, type CollectorTarget } from '../collector.js';
import {
  observeManagedPolicy,
  observeRole,
  observeUser,
  USUAL_MAX_SESSION_SECONDS,
  type RoleSettings,
} from './authorization-details.rules.js';

/** The most that IAM puts on a page. */
const PAGE_SIZE = 1_000;

/** Roles, users and managed policies, from GetAccountAuthorizationDetails; ListRoles adds the longest session. */
export class IamCollector extends Collector {
  override readonly id = 'iam';
  override readonly resourceTypes = [RESOURCE_TYPES.role, RESOURCE_TYPES.user, RESOURCE_TYPES.managedPolicy];
  override readonly awsPermissions = ['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'];

  constructor(private readonly clients: AwsClients) {
    super();
  }

  override async *collect({ accountId, signal }: CollectorTarget): AsyncIterable<readonly ObservedResource[]> {
    const iam = this.clients.for(IAMClient, { accountId });
    const settings = await settingsOfRoles(iam, signal);
    let marker: string | undefined;
    do {
      const page: GetAccountAuthorizationDetailsResponse = await iam.send(
        new GetAccountAuthorizationDetailsCommand({
          Filter: ['Role', 'User', 'LocalManagedPolicy', 'AWSManagedPolicy'],
          MaxItems: PAGE_SIZE,
          Marker: marker,
        }),
        { abortSignal: signal },
      );
      yield resourcesOn(accountId, page, settings);
      marker = page.IsTruncated === true ? page.Marker : undefined;
    } while (marker !== undefined);
  }
}

function resourcesOn(
  accountId: string,
  page: GetAccountAuthorizationDetailsResponse,
  settings: ReadonlyMap<string, RoleSettings>,
): ObservedResource[] {
  return [
    ...(page.RoleDetailList ?? []).map((role) => observeRole(accountId, role, settings.get(role.Arn ?? ''))),
    ...(page.UserDetailList ?? []).map((user) => observeUser(accountId, user)),
    ...(page.Policies ?? []).map((policy) => observeManagedPolicy(accountId, policy)),
  ];
}

async function settingsOfRoles(iam: IAMClient, signal: AbortSignal): Promise<Map<string, RoleSettings>> {
  const settings = new Map<string, RoleSettings>();
  let marker: string | undefined;
  do {
    const page = await iam.send(new ListRolesCommand({ MaxItems: PAGE_SIZE, Marker: marker }), { abortSignal: signal });
    for (const { Arn, Description, MaxSessionDuration } of page.Roles ?? []) {
      settings.set(Arn ?? '', {
        description: Description ?? null,
        maxSessionSeconds: MaxSessionDuration ?? USUAL_MAX_SESSION_SECONDS,
      });
    }
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return settings;
}
