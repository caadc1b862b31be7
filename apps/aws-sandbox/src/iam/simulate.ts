import type {
  EvaluationResult,
  PolicyEvaluationDecisionType,
  ResourceSpecificResult,
  Statement as MatchedStatement,
} from '@aws-sdk/client-iam';
import {
  type Decision,
  type OrganizationLevel,
  type PolicySet,
  type Principal,
  type StatementRef,
  type Verdict,
  evaluate,
} from '@gatehouse/iam-policy';

import type { ContextValue } from '../authorization/access-question.js';
import type { OrganizationLayer } from '../authorization/layers.js';
import { compiledPolicy } from '../authorization/policy-documents.js';
import { keysAskedFor } from './policy-keys.rules.js';
import type { SimulatedPolicy } from './simulated-policies.js';

/** Everything a simulation is told, beside action and resource. */
export interface Simulation {
  readonly principal: Principal;
  readonly accountId: string;
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary: SimulatedPolicy | undefined;
  readonly resource: SimulatedPolicy | undefined;
  /** Owner of the resources, where their ARNs name none. */
  readonly resourceOwner: string | undefined;
  /** Root first; undefined when no service control policy applies. */
  readonly scpLevels: readonly OrganizationLayer[] | undefined;
  readonly inOrganization: boolean;
  readonly context: Readonly<Record<string, ContextValue>>;
}

const DECISIONS: Readonly<Record<Verdict, PolicyEvaluationDecisionType>> = {
  allowed: 'allowed',
  'explicit-deny': 'explicitDeny',
  'implicit-deny': 'implicitDeny',
};

/** From what restricts least to what restricts most. */
const STRICTNESS: readonly PolicyEvaluationDecisionType[] = ['allowed', 'implicitDeny', 'explicitDeny'];

/** Simulates one action on all resources: one result, as AWS gives since its answers are by action. */
export function simulateAction(
  simulation: Simulation,
  {
    action,
    resources,
    template,
  }: { readonly action: string; readonly resources: readonly string[]; readonly template: string },
): EvaluationResult {
  const each = resources.map((resource) => simulateOne(simulation, action, resource));
  const named = resources.some((resource) => resource !== '*');
  return {
    EvalActionName: action,
    EvalResourceName: template,
    EvalDecision: strictest(each.map(({ result }) => result.EvalResourceDecision ?? 'implicitDeny')),
    MatchedStatements: distinct(each.flatMap(({ result }) => result.MatchedStatements ?? [])),
    MissingContextValues: [...new Set(each.flatMap(({ result }) => result.MissingContextValues ?? []))],
    ...organizationsDetail(
      simulation,
      each.map(({ decision }) => decision),
    ),
    ...boundaryDetail(
      simulation,
      each.map(({ decision }) => decision),
    ),
    ...(named
      ? { EvalDecisionDetails: mergedDetails(each.map(({ result }) => result.EvalDecisionDetails ?? {})) }
      : {}),
    ResourceSpecificResults: named ? each.map(({ result }) => result) : [],
  };
}

function simulateOne(simulation: Simulation, action: string, resource: string) {
  const decision = evaluate(
    {
      principal: simulation.principal,
      action,
      resource,
      context: simulation.context,
      resourceAccountId: ownerOf(simulation, resource),
    },
    policySet(simulation),
  );
  const result: ResourceSpecificResult = {
    EvalResourceName: resource,
    EvalResourceDecision: DECISIONS[decision.verdict],
    MatchedStatements: matchedStatements(simulation, decision.determining),
    MissingContextValues: missingKeys(simulation, action),
    ...(decision.isCrossAccount && simulation.resource !== undefined ? { EvalDecisionDetails: details(decision) } : {}),
    ...boundaryDetail(simulation, [decision]),
  };
  return { decision, result };
}

/** Without a resource policy, a simulation says nothing of the resource's side: it counts as the caller's own. */
function ownerOf({ resource: policy, resourceOwner, accountId }: Simulation, resource: string): string {
  if (policy === undefined) return accountId;
  const stated = resource.split(':')[4] ?? '';
  return /^\d{12}$/u.test(stated) ? stated : (resourceOwner ?? accountId);
}

/** What stands for the policy of a resource that was given none: it leaves the account's policies to decide. */
function neutralPolicy(accountId: string): string {
  const statement = { Effect: 'Allow', Principal: { AWS: accountId }, Action: '*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function policySet({ identity, boundary, resource, scpLevels, accountId }: Simulation): PolicySet {
  return {
    identityPolicies: identity.map(({ sourceId, document }) => compiledPolicy(document, 'identity', sourceId)),
    ...(boundary === undefined
      ? {}
      : { permissionsBoundary: compiledPolicy(boundary.document, 'boundary', boundary.sourceId) }),
    resourcePolicy: compiledPolicy(
      resource?.document ?? neutralPolicy(accountId),
      'resource',
      resource?.sourceId ?? 'neutral',
    ),
    ...(scpLevels === undefined ? {} : { scps: scpLevels.map(levelOf) }),
  };
}

function levelOf({ id, policies }: OrganizationLayer): OrganizationLevel {
  return { id, policies: policies.map(({ source, document }) => compiledPolicy(document, 'scp', source)) };
}

/** Statements of service control policies and boundaries are not shown (API reference, EvaluationResult). */
function matchedStatements(simulation: Simulation, refs: readonly StatementRef[]): MatchedStatement[] {
  const { identity, resource } = simulation;
  const sources = new Map(
    [...identity, ...(resource === undefined ? [] : [resource])].map((policy) => [policy.sourceId, policy]),
  );
  return refs.flatMap(({ policyId, kind, range }) => {
    const policy = kind === 'identity' || kind === 'resource' ? sources.get(policyId) : undefined;
    if (policy === undefined) return [];
    return [
      {
        SourcePolicyId: policy.sourceId,
        SourcePolicyType: policy.sourceType,
        StartPosition: { Line: range.line, Column: range.column },
        EndPosition: positionAt(policy.document, range.offset + range.length),
      },
    ];
  });
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset).split('\n');
  return { Line: before.length, Column: (before.at(-1)?.length ?? 0) + 1 };
}

function distinct(statements: readonly MatchedStatement[]): MatchedStatement[] {
  return [...new Map(statements.map((each) => [JSON.stringify(each), each])).values()];
}

/** The keys that the policies ask for about this action and the call did not give. */
function missingKeys({ identity, boundary, resource, context }: Simulation, action: string): string[] {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const policies = [
    ...identity.map(({ document }) => ({ document, kind: 'identity' as const })),
    ...(boundary === undefined ? [] : [{ document: boundary.document, kind: 'boundary' as const }]),
    ...(resource === undefined ? [] : [{ document: resource.document, kind: 'resource' as const }]),
  ];
  const keys = policies.flatMap((policy) => keysAskedFor(policy, action));
  return [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()].filter(
    (key) => !given.has(key.toLowerCase()),
  );
}

function organizationsDetail({ inOrganization }: Simulation, decisions: readonly Decision[]) {
  if (!inOrganization) return {};
  const allowed = decisions.every(({ layers }) =>
    layers.every(({ layer, verdict }) => layer !== 'scp' || verdict === 'allowed'),
  );
  return { OrganizationsDecisionDetail: { AllowedByOrganizations: allowed } };
}

function boundaryDetail({ boundary }: Simulation, decisions: readonly Decision[]) {
  if (boundary === undefined) return {};
  const allowed = decisions.every(({ layers }) =>
    layers.every(({ layer, verdict }) => layer !== 'boundary' || verdict === 'allowed'),
  );
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } };
}

const DETAIL_NAMES: Readonly<Record<string, string>> = {
  identity: 'IAM Policy',
  resource: 'Resource Policy',
  trust: 'Resource Policy',
  boundary: 'Permissions Boundary Policy',
};

function details({ layers }: Decision): Record<string, PolicyEvaluationDecisionType> {
  return Object.fromEntries(
    layers.flatMap(({ layer, verdict }) => {
      const name = DETAIL_NAMES[layer];
      return name === undefined ? [] : [[name, DECISIONS[verdict]] as const];
    }),
  );
}

function mergedDetails(all: readonly Record<string, PolicyEvaluationDecisionType>[]) {
  const merged: Record<string, PolicyEvaluationDecisionType> = {};
  for (const each of all) {
    for (const [name, decision] of Object.entries(each)) {
      merged[name] = strictest([decision, merged[name] ?? 'allowed']);
    }
  }
  return merged;
}

function strictest(decisions: readonly PolicyEvaluationDecisionType[]): PolicyEvaluationDecisionType {
  return [...STRICTNESS].reverse().find((each) => decisions.includes(each)) ?? 'implicitDeny';
}
