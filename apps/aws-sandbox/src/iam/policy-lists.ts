import {
  ListEntitiesForPolicy$,
  type ListEntitiesForPolicyRequest,
  type ListEntitiesForPolicyResponse,
  ListPolicies$,
  type ListPoliciesRequest,
  type ListPoliciesResponse,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Group, ManagedPolicy, Role, User } from '../state/model.js';
import { PATH_PREFIX, noSuchEntity, onAccount, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import type { PolicyUse } from './iam-shapes.js';
import { managedPolicyShape } from './managed-policy-shape.js';
import { policyUses } from './policy-uses.js';

const CONSTRAINTS = {
  Scope: { oneOf: ['All', 'AWS', 'Local'] },
  PolicyUsageFilter: { oneOf: ['PermissionsPolicy', 'PermissionsBoundary'] },
  PathPrefix: PATH_PREFIX,
} as const;

/** Without tags and descriptions, as AWS lists policies. */
export const listPolicies = operation<ListPoliciesRequest, ListPoliciesResponse>({
  schema: ListPolicies$,
  access: onAccount('iam:ListPolicies'),
  handle: (input, call) => {
    const { Scope, PathPrefix, PolicyUsageFilter } = input;
    refuseViolations({ Scope, PathPrefix, PolicyUsageFilter }, CONSTRAINTS);
    const uses = policyUses(ownAccount(call));
    const matching = policiesIn(call, Scope).filter((policy) => isAsked(policy, input, uses.get(policy.arn)));
    const { items, ...rest } = pageOf(
      sortedBy(matching, ({ arn }) => arn),
      ({ arn }) => arn,
      input,
    );
    const Policies = items.map((policy) => {
      const { Tags: _tags, Description: _description, ...listed } = managedPolicyShape(policy, uses.get(policy.arn));
      return listed;
    });
    return { Policies, ...rest };
  },
});

function policiesIn(call: Call, scope: string | undefined): readonly ManagedPolicy[] {
  const account = ownAccount(call);
  const own = scope === 'AWS' ? [] : [...account.policies.values()];
  if (scope === 'Local') return own;
  const partition = `arn:${account.partition}:`;
  return [...own, ...[...call.world.awsPolicies.values()].filter(({ arn }) => arn.startsWith(partition))];
}

function isAsked(policy: ManagedPolicy, input: ListPoliciesRequest, use: PolicyUse = UNUSED): boolean {
  const wanted = USAGE[input.PolicyUsageFilter ?? 'any'];
  const attached = input.OnlyAttached !== true || use.attachments > 0;
  return policy.path.startsWith(input.PathPrefix ?? '/') && attached && wanted(use);
}

const UNUSED: PolicyUse = { attachments: 0, boundaries: 0 };

const USAGE: Readonly<Record<'PermissionsPolicy' | 'PermissionsBoundary' | 'any', (use: PolicyUse) => boolean>> = {
  PermissionsPolicy: ({ attachments }) => attachments > 0,
  PermissionsBoundary: ({ boundaries }) => boundaries > 0,
  any: () => true,
};

type Entity =
  | { readonly kind: 'User'; readonly entity: User }
  | { readonly kind: 'Group'; readonly entity: Group }
  | { readonly kind: 'Role'; readonly entity: Role };

export const listEntitiesForPolicy = operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>({
  schema: ListEntitiesForPolicy$,
  access: (input, { caller }) => [
    { action: 'iam:ListEntitiesForPolicy', resource: input.PolicyArn ?? '*', resourceAccountId: caller.accountId },
  ],
  handle: (input, call) => {
    const arn = input.PolicyArn ?? '';
    const known = call.world.awsPolicies.has(arn) || ownAccount(call).policies.has(arn);
    if (!known) throw noSuchEntity(`Policy ${arn} was not found.`);
    const using = entitiesOf(call).filter((each) => uses(each, arn, input));
    const keyOf = ({ kind, entity }: Entity): string => `${kind}/${entity.name}`;
    const { items, ...rest } = pageOf(sortedBy(using, keyOf), keyOf, input);
    return {
      PolicyUsers: items.flatMap(({ kind, entity }) =>
        kind === 'User' ? [{ UserName: entity.name, UserId: entity.id }] : [],
      ),
      PolicyGroups: items.flatMap(({ kind, entity }) =>
        kind === 'Group' ? [{ GroupName: entity.name, GroupId: entity.id }] : [],
      ),
      PolicyRoles: items.flatMap(({ kind, entity }) =>
        kind === 'Role' ? [{ RoleName: entity.name, RoleId: entity.id }] : [],
      ),
      ...rest,
    };
  },
});

function entitiesOf(call: Call): readonly Entity[] {
  const { users, groups, roles } = ownAccount(call);
  return [
    ...[...users.values()].map((entity) => ({ kind: 'User', entity }) as const),
    ...[...groups.values()].map((entity) => ({ kind: 'Group', entity }) as const),
    ...[...roles.values()].map((entity) => ({ kind: 'Role', entity }) as const),
  ];
}

function uses({ kind, entity }: Entity, arn: string, input: ListEntitiesForPolicyRequest): boolean {
  if (input.EntityFilter !== undefined && input.EntityFilter !== kind) return false;
  const bounded = kind !== 'Group' && entity.boundaryArn === arn;
  if (input.PolicyUsageFilter === 'PermissionsBoundary') return bounded;
  const attached = entity.attachedPolicies.has(arn);
  return input.PolicyUsageFilter === 'PermissionsPolicy' ? attached : attached || bounded;
}
