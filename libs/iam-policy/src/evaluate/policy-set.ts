import type { PolicyKind } from '../parse/ast.js';
import type { Finding } from '../parse/finding.js';
import { parsePolicy } from '../parse/parse-policy.js';
import { type CompiledPolicy, compilePolicy } from './compile-policy.js';

/** The policies of one level of an organization: the root, an OU, or the account itself. */
export interface OrganizationLevel<P = CompiledPolicy> {
  /** `r-…`, `ou-…` or the account id. */
  readonly id: string;
  readonly policies: readonly P[];
}

/**
 * All policies that apply to a request. What is absent does not apply (no boundary, no session policy, no organization);
 * an organization level without policies denies everything.
 */
export interface PolicySet<P = CompiledPolicy> {
  /** Inline and managed policies of the user or role. */
  readonly identityPolicies?: readonly P[];
  /** Policies of the groups of a user. */
  readonly groupPolicies?: readonly P[];
  readonly permissionsBoundary?: P;
  /** Inline and managed session policies; they add up. */
  readonly sessionPolicies?: readonly P[];
  /** The policy of the resource: bucket, queue, topic, key policy … */
  readonly resourcePolicy?: P;
  /** For requests to assume a role: its trust policy. */
  readonly trustPolicy?: P;
  /** From the root to the principal's account, every level. */
  readonly scps?: readonly OrganizationLevel<P>[];
  /** From the root to the resource's account, every level. */
  readonly rcps?: readonly OrganizationLevel<P>[];
  /** If the request goes through a VPC endpoint. */
  readonly vpcEndpointPolicy?: P;
  /** SCPs and RCPs do not bind this account. */
  readonly managementAccountId?: string;
}

/** A policy as it comes out of AWS: JSON text or the value of it. */
export interface PolicySource {
  readonly id: string;
  readonly document: unknown;
}

/** A finding of one of the policies of a set. */
export interface PolicySetFinding extends Finding {
  readonly policyId: string;
}

/** Parses and compiles a whole set. Never throws: a policy that cannot be read takes away what it may have denied. */
export function loadPolicySet(sources: PolicySet<PolicySource>): {
  readonly policies: PolicySet;
  readonly findings: readonly PolicySetFinding[];
} {
  const findings: PolicySetFinding[] = [];
  const one = (kind: PolicyKind, { id, document }: PolicySource): CompiledPolicy => {
    const parsed = parsePolicy(document, { kind });
    for (const finding of parsed.findings) findings.push({ ...finding, policyId: id });
    return compilePolicy(parsed.document, { id, kind });
  };
  const many = (kind: PolicyKind, list: readonly PolicySource[]) => list.map((source) => one(kind, source));
  const levels = (kind: PolicyKind, list: readonly OrganizationLevel<PolicySource>[]) =>
    list.map(({ id, policies }) => ({ id, policies: many(kind, policies) }));
  const { identityPolicies, groupPolicies, permissionsBoundary, sessionPolicies, resourcePolicy, trustPolicy } =
    sources;
  const { scps, rcps, vpcEndpointPolicy, managementAccountId } = sources;
  const policies: PolicySet = {
    ...(identityPolicies && { identityPolicies: many('identity', identityPolicies) }),
    ...(groupPolicies && { groupPolicies: many('identity', groupPolicies) }),
    ...(permissionsBoundary && { permissionsBoundary: one('boundary', permissionsBoundary) }),
    ...(sessionPolicies && { sessionPolicies: many('session', sessionPolicies) }),
    ...(resourcePolicy && { resourcePolicy: one('resource', resourcePolicy) }),
    ...(trustPolicy && { trustPolicy: one('trust', trustPolicy) }),
    ...(scps && { scps: levels('scp', scps) }),
    ...(rcps && { rcps: levels('rcp', rcps) }),
    ...(vpcEndpointPolicy && { vpcEndpointPolicy: one('vpc-endpoint', vpcEndpointPolicy) }),
    ...(managementAccountId !== undefined && { managementAccountId }),
  };
  return { policies, findings };
}
