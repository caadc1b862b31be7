import type { CompiledPolicy, OrganizationLevel, PolicyKind, PolicySet, Principal } from '@gatehouse/iam-policy';

import { organizationOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import type { AccessQuestion } from './access-question.js';
import type { Asker } from './caller.js';
import { type LayerPolicy, type OrganizationLayer, layersOf, policyLevels } from './layers.js';
import { compiledPolicy } from './policy-documents.js';

/** The caller in the engine's terms. */
export function principalFor(caller: Asker): Principal {
  switch (caller.kind) {
    case 'role-session':
      return { type: 'session', arn: caller.arn, roleArn: caller.role.arn, uniqueId: caller.role.id };
    case 'user':
      return { type: 'user', arn: caller.arn, uniqueId: caller.userId };
    case 'federated-user':
      return { type: 'federated-user', arn: caller.arn, userArn: caller.user.arn };
    case 'federated':
      return { type: 'federated', provider: caller.provider };
    case 'service':
      return { type: 'service', service: caller.arn };
    case 'anonymous':
      return { type: 'anonymous' };
  }
}

/** Every policy that has a say in one question of one caller. */
export function policySetFor(world: World, caller: Asker, question: AccessQuestion): PolicySet {
  const { identity, boundary, sessionPolicies, scpLevels } = layersOf(world, caller);
  const rcpLevels = policyLevels(world, question.resourceAccountId, 'RESOURCE_CONTROL_POLICY');
  const managementAccountId = managementAccountOf(world, caller);
  return {
    identityPolicies: identity.map((policy) => compile(policy, 'identity')),
    ...(boundary === undefined ? {} : { permissionsBoundary: compile(boundary, 'boundary') }),
    ...(sessionPolicies.length === 0
      ? {}
      : { sessionPolicies: sessionPolicies.map((each) => compile(each, 'session')) }),
    ...(scpLevels === undefined ? {} : { scps: levels(scpLevels, 'scp') }),
    ...(rcpLevels === undefined ? {} : { rcps: levels(rcpLevels, 'rcp') }),
    ...resourceLayer(question),
    ...(managementAccountId === undefined ? {} : { managementAccountId }),
  };
}

function resourceLayer({ resourcePolicy, resource }: AccessQuestion): Partial<PolicySet> {
  if (resourcePolicy === undefined) return {};
  const { kind, document } = resourcePolicy;
  const compiled = compiledPolicy(document, kind, resource);
  return kind === 'trust' ? { trustPolicy: compiled } : { resourcePolicy: compiled };
}

function managementAccountOf(world: World, caller: Asker): string | undefined {
  const account = 'accountId' in caller ? world.accounts.get(caller.accountId) : undefined;
  return account === undefined ? undefined : organizationOf(world, account)?.managementAccountId;
}

function levels(found: readonly OrganizationLayer[], kind: PolicyKind): OrganizationLevel[] {
  return found.map(({ id, policies }) => ({ id, policies: policies.map((policy) => compile(policy, kind)) }));
}

function compile({ source, document }: LayerPolicy, kind: PolicyKind): CompiledPolicy {
  return compiledPolicy(document, kind, source);
}
