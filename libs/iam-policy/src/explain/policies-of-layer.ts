import type { CompiledPolicy } from '../evaluate/compile-policy.js';
import type { LayerDecision, LayerName } from '../evaluate/layer.js';
import type { OrganizationLevel, PolicySet } from '../evaluate/policy-set.js';
import { present } from '../parse/present.js';

const listOf = (policy: CompiledPolicy | undefined): readonly CompiledPolicy[] => (policy ? [policy] : []);

function levelOf(levels: readonly OrganizationLevel[] | undefined, id: string | undefined): readonly CompiledPolicy[] {
  return levels?.find((level) => level.id === id)?.policies ?? [];
}

type PoliciesOf = (set: PolicySet, levelId: string | undefined) => readonly CompiledPolicy[];

const POLICIES_OF: Readonly<Record<LayerName, PoliciesOf>> = {
  identity: ({ identityPolicies = [], groupPolicies = [] }) => [...identityPolicies, ...groupPolicies],
  resource: ({ resourcePolicy }) => listOf(resourcePolicy),
  trust: ({ trustPolicy, resourcePolicy }) => listOf(trustPolicy ?? resourcePolicy),
  boundary: ({ permissionsBoundary }) => listOf(permissionsBoundary),
  session: ({ sessionPolicies = [] }) => sessionPolicies,
  scp: ({ scps }, levelId) => levelOf(scps, levelId),
  rcp: ({ rcps }, levelId) => levelOf(rcps, levelId),
  'vpc-endpoint': ({ vpcEndpointPolicy }) => listOf(vpcEndpointPolicy),
  account: () => [],
};

/** The policies a layer's decision came from. */
export function policiesOfLayer({ layer, levelId }: LayerDecision, set: PolicySet): readonly CompiledPolicy[] {
  return POLICIES_OF[layer](set, levelId);
}

const open = (policy: CompiledPolicy): CompiledPolicy => ({ ...policy, denies: [] });
const openAll = (policies: readonly CompiledPolicy[] | undefined) => policies?.map(open);
const openLevels = (levels: readonly OrganizationLevel[] | undefined) =>
  levels?.map(({ id, policies }) => ({ id, policies: policies.map(open) }));

/** The same set with every Deny taken out, to see what else stands in the way. */
export function withoutDenies(set: PolicySet): PolicySet {
  return present<PolicySet>({
    identityPolicies: openAll(set.identityPolicies),
    groupPolicies: openAll(set.groupPolicies),
    permissionsBoundary: set.permissionsBoundary && open(set.permissionsBoundary),
    sessionPolicies: openAll(set.sessionPolicies),
    resourcePolicy: set.resourcePolicy && open(set.resourcePolicy),
    trustPolicy: set.trustPolicy && open(set.trustPolicy),
    scps: openLevels(set.scps),
    rcps: openLevels(set.rcps),
    vpcEndpointPolicy: set.vpcEndpointPolicy && open(set.vpcEndpointPolicy),
    managementAccountId: set.managementAccountId,
  });
}
