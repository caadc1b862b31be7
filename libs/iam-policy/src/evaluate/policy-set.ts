import type { PolicyKind } from '../parse/ast.js';
import type { Finding } from '../parse/finding.js';
import { parsePolicy } from '../parse/parse-policy.js';
import { present } from '../parse/present.js';
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

class Loader {
  readonly findings: PolicySetFinding[] = [];

  one(kind: PolicyKind, { id, document }: PolicySource): CompiledPolicy {
    const parsed = parsePolicy(document, { kind });
    for (const finding of parsed.findings) this.findings.push({ ...finding, policyId: id });
    return compilePolicy(parsed.document, { id, kind });
  }

  maybe(kind: PolicyKind, source: PolicySource | undefined): CompiledPolicy | undefined {
    return source && this.one(kind, source);
  }

  many(kind: PolicyKind, sources: readonly PolicySource[] | undefined): CompiledPolicy[] | undefined {
    return sources?.map((source) => this.one(kind, source));
  }

  levels(
    kind: PolicyKind,
    levels: readonly OrganizationLevel<PolicySource>[] | undefined,
  ): OrganizationLevel[] | undefined {
    return levels?.map(({ id, policies }) => ({ id, policies: policies.map((source) => this.one(kind, source)) }));
  }
}

/** Parses and compiles a whole set. Never throws: a policy that cannot be read takes away what it may have denied. */
export function loadPolicySet(sources: PolicySet<PolicySource>): {
  readonly policies: PolicySet;
  readonly findings: readonly PolicySetFinding[];
} {
  const loader = new Loader();
  const policies = present<PolicySet>({
    identityPolicies: loader.many('identity', sources.identityPolicies),
    groupPolicies: loader.many('identity', sources.groupPolicies),
    permissionsBoundary: loader.maybe('boundary', sources.permissionsBoundary),
    sessionPolicies: loader.many('session', sources.sessionPolicies),
    resourcePolicy: loader.maybe('resource', sources.resourcePolicy),
    trustPolicy: loader.maybe('trust', sources.trustPolicy),
    scps: loader.levels('scp', sources.scps),
    rcps: loader.levels('rcp', sources.rcps),
    vpcEndpointPolicy: loader.maybe('vpc-endpoint', sources.vpcEndpointPolicy),
    managementAccountId: sources.managementAccountId,
  });
  return { policies, findings: loader.findings };
}
