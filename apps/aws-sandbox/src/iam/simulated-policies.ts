import type { PolicySourceType } from '@aws-sdk/client-iam';
import type { PolicyKind } from '@gatehouse/iam-policy';

import { type OrganizationLayer, policyLevels } from '../authorization/layers.js';
import { documentProblem } from '../authorization/policy-documents.js';
import { defaultDocument, findManagedPolicy } from '../state/lookup.js';
import type { Account, Group, Role, User, World } from '../state/model.js';
import { invalidInput, noSuchEntity } from './iam-account.js';

/** A policy of a simulation, under the name that the answer has for it. */
export interface SimulatedPolicy {
  /** `PolicyInputList.1`, `role_engineer_work`, or a managed policy's name. */
  readonly sourceId: string;
  readonly sourceType: PolicySourceType;
  readonly document: string;
}

/** A policy that somebody has, with where it hangs. */
export interface HeldPolicy extends SimulatedPolicy {
  readonly name: string;
  /** Of a managed policy. */
  readonly arn: string | undefined;
  readonly holder: PolicyHolder;
}

/** Whose policies are simulated. */
export type PolicyHolder =
  | { readonly kind: 'user'; readonly entity: User }
  | { readonly kind: 'role'; readonly entity: Role }
  | { readonly kind: 'group'; readonly entity: Group };

const SOURCE_ARN = /^arn:[\w-]+:iam::(\d{12}):(user|role|group)\/(?:.*\/)?([^/]+)$/u;

/** The user, role or group of the account that an ARN names. */
export function holderOf(account: Account, arn: string): PolicyHolder {
  const match = SOURCE_ARN.exec(arn);
  if (match === null) throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const [kind = '', name = ''] = match.slice(2);
  const holder = HOLDERS[kind]?.(account, name.toLowerCase());
  if (holder?.entity.arn === arn) return holder;
  throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
}

const HOLDERS: Readonly<Record<string, (account: Account, name: string) => PolicyHolder | undefined>> = {
  user: ({ users }, name) => held('user', users.get(name)) as PolicyHolder | undefined,
  role: ({ roles }, name) => held('role', roles.get(name)) as PolicyHolder | undefined,
  group: ({ groups }, name) => held('group', groups.get(name)) as PolicyHolder | undefined,
};

function held<T>(kind: PolicyHolder['kind'], entity: T | undefined) {
  return entity === undefined ? undefined : { kind, entity };
}

/** The identity policies of a holder; a user's with those of its groups. */
export function policiesOf(world: World, holder: PolicyHolder): readonly HeldPolicy[] {
  const own = attachedTo(world, holder);
  if (holder.kind !== 'user') return own;
  const groups = world.accounts.get(holder.entity.accountId)?.groups;
  const ofGroups = [...holder.entity.groups].flatMap((name) => {
    const group = groups?.get(name.toLowerCase());
    return group === undefined ? [] : attachedTo(world, { kind: 'group', entity: group });
  });
  return [...own, ...ofGroups];
}

function attachedTo(world: World, holder: PolicyHolder): readonly HeldPolicy[] {
  const { kind, entity } = holder;
  const inline = [...entity.inlinePolicies].map(([name, document]) => ({
    sourceId: `${kind}_${entity.name}_${name}`,
    sourceType: kind,
    document,
    name,
    arn: undefined,
    holder,
  }));
  const managed = [...entity.attachedPolicies].flatMap((arn) =>
    managedPolicy(world, arn).map((policy) => ({ ...policy, name: policy.sourceId, arn, holder })),
  );
  return [...inline, ...managed];
}

function managedPolicy(world: World, arn: string): readonly SimulatedPolicy[] {
  const policy = findManagedPolicy(world, arn);
  if (policy === undefined) return [];
  const sourceType = arn.split(':')[4] === 'aws' ? 'aws-managed' : 'user-managed';
  return [{ sourceId: policy.name, sourceType, document: defaultDocument(policy) }];
}

/** The boundary of a user or role. */
export function boundaryOf(world: World, { kind, entity }: PolicyHolder): SimulatedPolicy | undefined {
  const arn = kind === 'group' ? undefined : entity.boundaryArn;
  return arn === undefined ? undefined : managedPolicy(world, arn)[0];
}

/** Policies given with the call, once they have been read. */
export function givenPolicies(
  member: string,
  documents: readonly string[] | undefined,
  kind: PolicyKind,
): readonly SimulatedPolicy[] {
  return (documents ?? []).map((document, index) => {
    const sourceId = `${member}.${String(index + 1)}`;
    const problem = documentProblem(document, kind);
    if (problem !== undefined) throw invalidInput(`The policy ${sourceId} is not valid: ${problem}`);
    return { sourceId, sourceType: kind === 'resource' ? 'resource' : 'none', document };
  });
}

/** The levels of service control policies over an account, root first; undefined where none apply. */
export function controlLevels(world: World, accountId: string): readonly OrganizationLayer[] | undefined {
  return policyLevels(world, accountId, 'SERVICE_CONTROL_POLICY');
}
