import { Injectable } from '@nestjs/common';
import type { Guardrail } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { SEEN_NODES_SQL } from './seen-nodes.sql.js';

/** A guardrail and which organization it is of, as the database has it. */
export interface GuardrailRow extends Guardrail, Record<string, unknown> {
  readonly organizationId: string;
}

/** Where it is attached, from the root down; `g` is the guardrail, `point` narrows the points. */
const columns = (point: string) => `
  g.organization_id AS "organizationId", g.policy_id AS "policyId", g.arn, g.name, g.description, g.kind,
  g.is_aws_managed AS "isAwsManaged", g.document,
  ARRAY(
    SELECT jsonb_build_object('nodeId', n.node_id, 'name', n.name, 'kind', n.kind)
    FROM organization_nodes n
    WHERE n.organization_id = g.organization_id AND n.node_id = ANY(g.attached_to) AND n.deleted_at IS NULL ${point}
    ORDER BY cardinality(n.path), n.name, n.node_id LIMIT 1000) AS "attachedTo"`;

const ABOVE_SQL = `
  SELECT ${columns('AND n.node_id = ANY(a.path)')}
  FROM organization_nodes a
  JOIN organizations o ON o.organization_id = a.organization_id AND o.management_account_id <> a.node_id
  JOIN guardrails g ON g.organization_id = a.organization_id AND g.attached_to && a.path AND g.deleted_at IS NULL
  WHERE a.node_id = $1 AND a.kind = 'account' AND a.deleted_at IS NULL
  ORDER BY g.kind DESC, g.name, g.policy_id LIMIT 200`;

const IN_SIGHT = (node: string) => `($6::text[] IS NULL OR ${node} IN (${SEEN_NODES_SQL('$6')}))`;

/** Of those attached where somebody sees an account below, with these points alone; `$6` holds the accounts, null for all. */
const PAGE_SQL = `
  SELECT ${columns(`AND ${IN_SIGHT('n.node_id')}`)}
  FROM guardrails g
  WHERE g.deleted_at IS NULL
    AND ($1::text IS NULL OR (g.name, g.organization_id, g.policy_id) > ($1, $2, $3))
    AND ($6::text[] IS NULL OR g.attached_to && ARRAY(${SEEN_NODES_SQL('$6')}))
    AND ($4::text IS NULL OR g.name ILIKE $4 OR g.description ILIKE $4 OR g.policy_id ILIKE $4)
  ORDER BY g.name, g.organization_id, g.policy_id LIMIT $5`;

/** Service and resource control policies, with where they are attached. */
@Injectable()
export class GuardrailRows {
  constructor(private readonly database: Database) {}

  /** Those that bind an account, service control policies first; none for a management account, which nothing binds. */
  async above(accountId: string): Promise<Guardrail[]> {
    const rows = await this.database.query<GuardrailRow>(ABOVE_SQL, [accountId]);
    return rows.map(guardrailOf);
  }

  /** Those after a row, sorted by name. */
  page(
    after: readonly (string | null)[],
    wanted: { readonly search: string | null; readonly limit: number; readonly accountIds: readonly string[] | null },
  ): Promise<GuardrailRow[]> {
    return this.database.query<GuardrailRow>(PAGE_SQL, [...after, wanted.search, wanted.limit, wanted.accountIds]);
  }
}

/** The guardrail without what only paging needs. */
export function guardrailOf({ organizationId: _organization, ...guardrail }: GuardrailRow): Guardrail {
  return guardrail;
}
