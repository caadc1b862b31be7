import type { Guardrail } from '@gatehouse/contracts';
import type { OrganizationLevel, PolicySource } from '@gatehouse/iam-policy';

/** A point above an account and one of the guardrails attached there; no guardrail is null. In order from the root. */
export interface GuardrailAtLevel {
  readonly nodeId: string;
  readonly managementAccountId: string;
  /** Whether the organization's policies were ever read. */
  readonly isRead: boolean;
  readonly kind: Guardrail['kind'] | null;
  readonly name: string | null;
  readonly document: string | null;
}

type Levels = readonly OrganizationLevel<PolicySource>[] | null;

/**
 * The levels of an account with the guardrails of each. An account in no organization has none; where an organization has
 * no policy of a type at all, the type is not enabled and denies nothing.
 */
export function guardrailsOf(rows: readonly GuardrailAtLevel[]): {
  readonly serviceControlPolicies: Levels;
  readonly resourceControlPolicies: Levels;
  readonly managementAccountId: string | null;
} {
  const [first] = rows;
  if (first === undefined) {
    return { serviceControlPolicies: [], resourceControlPolicies: [], managementAccountId: null };
  }
  const levels = (kind: Guardrail['kind']) => (first.isRead ? levelsOf(rows, kind) : null);
  return {
    serviceControlPolicies: levels('service-control-policy'),
    resourceControlPolicies: levels('resource-control-policy'),
    managementAccountId: first.managementAccountId,
  };
}

function levelsOf(rows: readonly GuardrailAtLevel[], kind: Guardrail['kind']): OrganizationLevel<PolicySource>[] {
  const levels = new Map<string, PolicySource[]>();
  for (const { nodeId, kind: its, name, document } of rows) {
    const policies = levels.get(nodeId) ?? [];
    if (its === kind && name !== null && document !== null) policies.push({ id: name, document });
    levels.set(nodeId, policies);
  }
  const isEnabled = [...levels.values()].some((policies) => policies.length > 0);
  return isEnabled ? [...levels].map(([id, policies]) => ({ id, policies })) : [];
}
