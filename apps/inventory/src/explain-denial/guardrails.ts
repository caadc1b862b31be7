import type { OrganizationLevel, PolicySource } from '@gatehouse/iam-policy';

/** What binds an account from above; null where that is not known. */
export interface GuardrailsOfAccount {
  /** From the root to the account. */
  readonly serviceControlPolicies: readonly OrganizationLevel<PolicySource>[] | null;
  readonly resourceControlPolicies: readonly OrganizationLevel<PolicySource>[] | null;
  /** Whom service control policies do not bind; null when it is not known. */
  readonly managementAccountId: string | null;
}

/** The guardrails of organizations. */
export abstract class Guardrails {
  abstract of(accountId: string): Promise<GuardrailsOfAccount>;
}

/** Where nobody reads the policies of organizations. */
export class UnknownGuardrails extends Guardrails {
  override async of(): Promise<GuardrailsOfAccount> {
    return { serviceControlPolicies: null, resourceControlPolicies: null, managementAccountId: null };
  }
}
