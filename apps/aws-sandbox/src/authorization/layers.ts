import { defaultDocument, findManagedPolicy, organizationOf } from '../state/lookup.js';
import { pathTo, policiesOn } from '../state/organization.js';
import type { Account, Group, Role, User, World } from '../state/model.js';
import type { Asker, FederatedUserCaller, UserCaller } from './caller.js';

/** A policy's text and where it comes from, for messages and for the list of calls. */
export interface LayerPolicy {
  /** `inline:deploy-site`, the ARN of a managed policy, or the id of an SCP. */
  readonly source: string;
  readonly document: string;
}

/** The policies on one level of an organization. */
export interface OrganizationLayer {
  /** `r-…`, `ou-…` or the account's id. */
  readonly id: string;
  readonly policies: readonly LayerPolicy[];
}

/** Every policy that bears on a caller, before the resource's own is added. */
export interface CallerLayers {
  readonly identity: readonly LayerPolicy[];
  readonly boundary: LayerPolicy | undefined;
  readonly sessionPolicies: readonly LayerPolicy[];
  /** Root first; undefined when SCPs do not apply to the caller. */
  readonly scpLevels: readonly OrganizationLayer[] | undefined;
}

const NOTHING: CallerLayers = { identity: [], boundary: undefined, sessionPolicies: [], scpLevels: undefined };

export function layersOf(world: World, caller: Asker): CallerLayers {
  switch (caller.kind) {
    case 'role-session':
      return {
        identity: attachedTo(world, caller.role),
        boundary: boundaryOf(world, caller.role.boundaryArn),
        sessionPolicies: caller.session.sessionPolicies.map((document) => ({ source: 'session', document })),
        scpLevels: isServiceLinked(caller.role)
          ? undefined
          : policyLevels(world, caller.accountId, 'SERVICE_CONTROL_POLICY'),
      };
    case 'user':
      return {
        identity: [...attachedTo(world, caller.user), ...groupsOf(world, caller.user)],
        boundary: boundaryOf(world, caller.user.boundaryArn),
        sessionPolicies: [],
        scpLevels: policyLevels(world, caller.accountId, 'SERVICE_CONTROL_POLICY'),
      };
    case 'federated-user':
      return {
        ...layersOf(world, userBehind(caller)),
        sessionPolicies: caller.session.sessionPolicies.map((document) => ({ source: 'session', document })),
      };
    case 'service':
    case 'federated':
    case 'anonymous':
      return NOTHING;
  }
}

/** The session of GetFederationToken can do at most what its user can. */
function userBehind({ user, accountId, session }: FederatedUserCaller): UserCaller {
  return { kind: 'user', accountId, arn: user.arn, userId: user.id, user, accessKeyId: session.accessKeyId };
}

/** SCPs do not touch service-linked roles (Organizations User Guide, "Service control policies"). */
function isServiceLinked(role: Role): boolean {
  return role.path.startsWith('/aws-service-role/');
}

/** The policies of a kind on each level above an account; undefined where they do not apply. */
export function policyLevels(
  world: World,
  accountId: string,
  type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY',
): readonly OrganizationLayer[] | undefined {
  const account = world.accounts.get(accountId);
  const organization = account === undefined ? undefined : organizationOf(world, account);
  if (organization === undefined || organization.managementAccountId === accountId) return undefined;
  if (!organization.enabledTypes.has(type)) return undefined;
  return pathTo(organization, accountId).map(({ id }) => ({
    id,
    policies: policiesOn(organization, id, type).map((policy) => ({ source: policy.id, document: policy.document })),
  }));
}

function attachedTo(world: World, entity: Role | User | Group): readonly LayerPolicy[] {
  const inline = [...entity.inlinePolicies].map(([name, document]) => ({ source: `inline:${name}`, document }));
  const managed = [...entity.attachedPolicies].flatMap((arn) => managedLayer(world, arn));
  return [...inline, ...managed];
}

function groupsOf(world: World, user: User): readonly LayerPolicy[] {
  const account: Account | undefined = world.accounts.get(user.accountId);
  return [...user.groups].flatMap((name) => {
    const group = account?.groups.get(name.toLowerCase());
    return group === undefined ? [] : attachedTo(world, group);
  });
}

function boundaryOf(world: World, arn: string | undefined): LayerPolicy | undefined {
  return arn === undefined ? undefined : managedLayer(world, arn)[0];
}

function managedLayer(world: World, arn: string): readonly LayerPolicy[] {
  const policy = findManagedPolicy(world, arn);
  return policy === undefined ? [] : [{ source: arn, document: defaultDocument(policy) }];
}
