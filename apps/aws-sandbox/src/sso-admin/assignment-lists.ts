import {
  type AccountAssignment,
  type AccountAssignmentForPrincipal,
  ListAccountAssignments$,
  ListAccountAssignmentsForPrincipal$,
  type ListAccountAssignmentsForPrincipalRequest,
  type ListAccountAssignmentsForPrincipalResponse,
  type ListAccountAssignmentsRequest,
  type ListAccountAssignmentsResponse,
  ListAccountsForProvisionedPermissionSet$,
  type ListAccountsForProvisionedPermissionSetRequest,
  type ListAccountsForProvisionedPermissionSetResponse,
  ListPermissionSetsProvisionedToAccount$,
  type ListPermissionSetsProvisionedToAccountRequest,
  type ListPermissionSetsProvisionedToAccountResponse,
  type PrincipalType,
} from '@aws-sdk/client-sso-admin';

import { identityStores } from '../identity-store/identity-store-state.js';
import type { World } from '../state/model.js';
import { operation } from '../service/operation.js';
import { instanceOf, nextToken, onInstance, pageOf, permissionSetOf } from './sso-access.js';
import type { PermissionSet, SsoInstance } from './sso-state.js';

interface Principal {
  readonly PrincipalType: PrincipalType;
  readonly PrincipalId: string;
}

function principalOf(key: string): Principal {
  const at = key.indexOf('/');
  return { PrincipalType: key.slice(0, at) as PrincipalType, PrincipalId: key.slice(at + 1) };
}

export const listAccountAssignments = operation<ListAccountAssignmentsRequest, ListAccountAssignmentsResponse>({
  schema: ListAccountAssignments$,
  access: (input, call) => onInstance(call, input, { action: 'ListAccountAssignments' }),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    const AccountId = input.AccountId ?? '';
    const page = pageOf(set.assignments.get(AccountId) ?? [], (key) => key, input);
    const AccountAssignments = page.items.map((key): AccountAssignment => ({
      AccountId,
      PermissionSetArn: set.arn,
      ...principalOf(key),
    }));
    return { AccountAssignments, ...nextToken(page) };
  },
});

/** What a user has, its groups' assignments included, or what a group has. */
export const listAccountAssignmentsForPrincipal = operation<
  ListAccountAssignmentsForPrincipalRequest,
  ListAccountAssignmentsForPrincipalResponse
>({
  schema: ListAccountAssignmentsForPrincipal$,
  access: (input, call) => onInstance(call, input, { action: 'ListAccountAssignmentsForPrincipal' }),
  handle: (input, call) => {
    const instance = instanceOf(call, input);
    const keys = keysFor(call.world, instance, {
      PrincipalType: input.PrincipalType ?? 'USER',
      PrincipalId: input.PrincipalId ?? '',
    });
    const found = [...instance.permissionSets.values()].flatMap((set) => assignmentsOf(set, keys));
    const wanted = found.filter(
      ({ AccountId }) => input.Filter?.AccountId === undefined || input.Filter.AccountId === AccountId,
    );
    const page = pageOf(
      wanted,
      (each) => JSON.stringify([each.AccountId, each.PermissionSetArn, each.PrincipalId]),
      input,
    );
    return { AccountAssignments: [...page.items], ...nextToken(page) };
  },
});

function assignmentsOf(
  { arn, assignments }: PermissionSet,
  keys: ReadonlySet<string>,
): AccountAssignmentForPrincipal[] {
  return [...assignments].flatMap(([AccountId, assigned]) =>
    [...assigned]
      .filter((key) => keys.has(key))
      .map((key) => ({ AccountId, PermissionSetArn: arn, ...principalOf(key) })),
  );
}

function keysFor(world: World, { identityStoreId }: SsoInstance, principal: Principal): ReadonlySet<string> {
  const { PrincipalType, PrincipalId } = principal;
  const memberships = identityStores(world).get(identityStoreId)?.memberships.values() ?? [];
  const groups = [...memberships].filter(
    ({ MemberId }) => PrincipalType === 'USER' && MemberId?.UserId === PrincipalId,
  );
  return new Set([`${PrincipalType}/${PrincipalId}`, ...groups.map(({ GroupId = '' }) => `GROUP/${GroupId}`)]);
}

export const listAccountsForProvisionedPermissionSet = operation<
  ListAccountsForProvisionedPermissionSetRequest,
  ListAccountsForProvisionedPermissionSetResponse
>({
  schema: ListAccountsForProvisionedPermissionSet$,
  access: (input, call) => onInstance(call, input, { action: 'ListAccountsForProvisionedPermissionSet' }),
  handle: (input, call) => {
    const page = pageOf(permissionSetOf(call, input).set.provisioned.keys(), (id) => id, input);
    return { AccountIds: [...page.items], ...nextToken(page) };
  },
});

export const listPermissionSetsProvisionedToAccount = operation<
  ListPermissionSetsProvisionedToAccountRequest,
  ListPermissionSetsProvisionedToAccountResponse
>({
  schema: ListPermissionSetsProvisionedToAccount$,
  access: (input, call) => onInstance(call, input, { action: 'ListPermissionSetsProvisionedToAccount' }),
  handle: (input, call) => {
    const sets = [...instanceOf(call, input).permissionSets.values()];
    const found = sets.filter(({ provisioned }) => provisioned.has(input.AccountId ?? ''));
    const page = pageOf(found, ({ arn }) => arn, input);
    return { PermissionSets: page.items.map(({ arn }) => arn), ...nextToken(page) };
  },
});
