import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { compilePolicy, parsePolicy, type CompiledPolicy } from '@gatehouse/iam-policy';
import type { GuardrailKind } from '../organization/guardrail-kind.rules.js';

/** A guardrail ready to be asked. */
export interface LevelPolicy {
  /** Changes with its text. */
  readonly id: string;
  readonly name: string;
  readonly policy: CompiledPolicy;
}

export type Levels = readonly (readonly LevelPolicy[])[];

/** Where an account is, and what binds it there. */
export interface AccountPlace {
  readonly organizationId: string;
  readonly scps: Levels;
  /** Empty for a management account, which nothing binds. */
  readonly rcps: Levels;
}

interface NodeRow extends Record<string, unknown> {
  readonly organizationId: string;
  readonly accountId: string;
  readonly path: readonly string[];
  readonly isManagement: boolean;
}

interface PolicyRow extends Record<string, unknown> {
  readonly organizationId: string;
  readonly policyId: string;
  readonly name: string;
  readonly kind: GuardrailKind;
  readonly revision: number;
  readonly document: string;
  readonly attachedTo: readonly string[];
}

const STATE_SQL = `
  SELECT concat_ws(' ', (SELECT max(changed_at) FROM organization_nodes), (SELECT max(changed_at) FROM guardrails),
    (SELECT string_agg(management_account_id, ',' ORDER BY source_id) FROM organizations)) AS state`;

const NODES_SQL = `
  SELECT n.organization_id AS "organizationId", n.node_id AS "accountId", n.path,
    EXISTS (SELECT 1 FROM organizations o WHERE o.organization_id = n.organization_id
      AND o.management_account_id = n.node_id) AS "isManagement"
  FROM organization_nodes n WHERE n.kind = 'account' AND n.deleted_at IS NULL`;

const POLICIES_SQL = `
  SELECT organization_id AS "organizationId", policy_id AS "policyId", name, kind, revision, document,
    attached_to AS "attachedTo"
  FROM guardrails WHERE deleted_at IS NULL ORDER BY organization_id, policy_id`;

/** The guardrails above every account, as they were read last. */
@Injectable()
export class GuardrailLevels {
  #state: string | null = null;
  #places: ReadonlyMap<string, AccountPlace> = new Map();

  constructor(private readonly database: Database) {}

  /** Where an account is; undefined for one outside of the organizations. */
  placeOf(accountId: string): AccountPlace | undefined {
    return this.#places.get(accountId);
  }

  /** Reads them again if anything changed; the places of all accounts, the same map as long as nothing did. */
  async refresh(): Promise<ReadonlyMap<string, AccountPlace>> {
    const [row] = await this.database.query<{ state: string }>(STATE_SQL);
    if (row === undefined || row.state === this.#state) return this.#places;
    const [nodes, policies] = await Promise.all([
      this.database.query<NodeRow>(NODES_SQL),
      this.database.query<PolicyRow>(POLICIES_SQL),
    ]);
    this.#places = placesOf(nodes, policies);
    this.#state = row.state;
    return this.#places;
  }
}

function placesOf(nodes: readonly NodeRow[], policies: readonly PolicyRow[]): Map<string, AccountPlace> {
  const attached = new Map<string, LevelPolicy[]>();
  const switchedOn = new Set<string>();
  for (const row of policies) {
    const { organizationId, kind } = row;
    const policy = levelPolicy(row);
    switchedOn.add(`${organizationId} ${kind}`);
    for (const nodeId of row.attachedTo) {
      const key = `${organizationId} ${kind} ${nodeId}`;
      attached.set(key, [...(attached.get(key) ?? []), policy]);
    }
  }
  const levels = ({ organizationId, path, isManagement }: NodeRow, kind: GuardrailKind): Levels =>
    isManagement || !switchedOn.has(`${organizationId} ${kind}`)
      ? []
      : path.map((nodeId) => attached.get(`${organizationId} ${kind} ${nodeId}`) ?? []);
  return new Map(
    nodes.map((node) => [
      node.accountId,
      {
        organizationId: node.organizationId,
        scps: levels(node, 'service-control-policy'),
        rcps: levels(node, 'resource-control-policy'),
      },
    ]),
  );
}

function levelPolicy({ organizationId, policyId, name, kind, revision, document }: PolicyRow): LevelPolicy {
  const id = `${organizationId}/${policyId}/${String(revision)}`;
  const policyKind = kind === 'service-control-policy' ? 'scp' : 'rcp';
  const { document: parsed } = parsePolicy(document, { kind: policyKind });
  return { id, name, policy: compilePolicy(parsed, { id: name, kind: policyKind }) };
}
