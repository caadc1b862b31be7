import type { Guardrail } from '@gatehouse/contracts';

/** A type of policy of an organization that limits what its accounts can do. */
export type GuardrailKind = Guardrail['kind'];

/** What Organizations calls each. */
export const AWS_POLICY_TYPES = {
  'service-control-policy': 'SERVICE_CONTROL_POLICY',
  'resource-control-policy': 'RESOURCE_CONTROL_POLICY',
} as const satisfies Record<GuardrailKind, string>;
