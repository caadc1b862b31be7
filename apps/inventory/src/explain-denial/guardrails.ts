import { Injectable } from '@nestjs/common';
import type { OrganizationLevel, PolicySource } from '@gatehouse/iam-policy';
import { Database } from '@gatehouse/persistence';
import { guardrailsOf, type GuardrailAtLevel } from './guardrail-levels.rules.js';

/** What binds an account from above; null where that is not known. */
export interface GuardrailsOfAccount {
  /** From the root to the account. */
  readonly serviceControlPolicies: readonly OrganizationLevel<PolicySource>[] | null;
  readonly resourceControlPolicies: readonly OrganizationLevel<PolicySource>[] | null;
  /** The account that nothing binds; null when the account is in no organization. */
  readonly managementAccountId: string | null;
}

const LEVELS_SQL = `
  SELECT level.node_id AS "nodeId", o.management_account_id AS "managementAccountId",
         o.refreshed_at IS NOT NULL AS "isRead", g.kind, g.name, g.document
  FROM organization_nodes a
  JOIN organizations o ON o.organization_id = a.organization_id
  CROSS JOIN LATERAL unnest(a.path) WITH ORDINALITY AS level (node_id, depth)
  LEFT JOIN guardrails g
    ON g.organization_id = a.organization_id AND level.node_id = ANY(g.attached_to) AND g.deleted_at IS NULL
  WHERE a.node_id = $1 AND a.kind = 'account' AND a.deleted_at IS NULL
  ORDER BY level.depth, g.name, g.policy_id`;

/** The guardrails above accounts, level by level. */
@Injectable()
export class Guardrails {
  constructor(private readonly database: Database) {}

  async of(accountId: string): Promise<GuardrailsOfAccount> {
    return guardrailsOf(await this.database.query<GuardrailAtLevel & Record<string, unknown>>(LEVELS_SQL, [accountId]));
  }
}
