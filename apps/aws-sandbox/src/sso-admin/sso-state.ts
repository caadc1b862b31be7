import type { AccountAssignmentOperationStatus, PermissionSetProvisioningStatus } from '@aws-sdk/client-sso-admin';

import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** A managed policy of the account that a permission set is provisioned to, by name. */
export interface CustomerPolicy {
  readonly name: string;
  readonly path: string;
}

export interface PermissionSet {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: Date;
  description: string | undefined;
  /** ISO 8601: `PT1H`. */
  sessionDuration: string;
  relayState: string | undefined;
  inlinePolicy: string | undefined;
  boundary: { readonly managedPolicyArn: string } | { readonly customerPolicy: CustomerPolicy } | undefined;
  /** ARNs of policies that AWS manages. */
  readonly managedPolicies: Set<string>;
  customerPolicies: readonly CustomerPolicy[];
  readonly tags: Tags;
  /** Accounts that have a role of it, and that role's ARN. */
  readonly provisioned: Map<string, string>;
  /** By account, then `USER/<id>` or `GROUP/<id>`. */
  readonly assignments: Map<string, Set<string>>;
}

/** An Identity Center instance. */
export interface SsoInstance {
  readonly arn: string;
  /** `ssoins-0123456789abcdef` */
  readonly id: string;
  readonly identityStoreId: string;
  readonly ownerAccountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: Date;
  /** By ARN. */
  readonly permissionSets: Map<string, PermissionSet>;
  /** Finished requests by id, newest last. */
  readonly creations: Map<string, AccountAssignmentOperationStatus>;
  readonly deletions: Map<string, AccountAssignmentOperationStatus>;
  readonly provisionings: Map<string, PermissionSetProvisioningStatus>;
}

interface SsoState {
  readonly instances: Map<string, SsoInstance>;
}

const SLOT: StateSlot<SsoState> = { name: 'sso-admin', create: () => ({ instances: new Map() }) };

/** The instances of a world by ARN. */
export function ssoInstances(world: World): Map<string, SsoInstance> {
  return stateOf(world, SLOT).instances;
}

type NewInstance = Pick<
  SsoInstance,
  'arn' | 'id' | 'identityStoreId' | 'ownerAccountId' | 'region' | 'name' | 'createdAt'
>;

export function addSsoInstance(world: World, facts: NewInstance): SsoInstance {
  const made: SsoInstance = {
    ...facts,
    permissionSets: new Map(),
    creations: new Map(),
    deletions: new Map(),
    provisionings: new Map(),
  };
  ssoInstances(world).set(made.arn, made);
  return made;
}

type NewPermissionSet = Pick<PermissionSet, 'arn' | 'name' | 'createdAt' | 'description'>;

/** A permission set that allows nothing yet, for an hour. */
export function newPermissionSet(facts: NewPermissionSet): PermissionSet {
  return {
    ...facts,
    sessionDuration: 'PT1H',
    relayState: undefined,
    inlinePolicy: undefined,
    boundary: undefined,
    managedPolicies: new Set(),
    customerPolicies: [],
    tags: new Map(),
    provisioned: new Map(),
    assignments: new Map(),
  };
}

const MAX_REMEMBERED = 1000;

/** Keeps the outcome of a request for those who ask later; the oldest go first. */
export function remember<T>(statuses: Map<string, T>, id: string, status: T): void {
  statuses.set(id, status);
  for (const oldest of statuses.keys()) {
    if (statuses.size <= MAX_REMEMBERED) break;
    statuses.delete(oldest);
  }
}
