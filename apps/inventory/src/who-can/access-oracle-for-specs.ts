import {
  evaluateVerdict,
  loadPolicySet,
  principalContext,
  principalOf,
  type OrganizationLevel,
  type PolicySet,
  type PolicySource,
} from '@gatehouse/iam-policy';
import type pg from 'pg';

/** A role or user with all that decides about it, read in another way than the service does. */
interface OraclePrincipal {
  readonly arn: string;
  readonly accountId: string;
  readonly identity: readonly string[];
  readonly boundary: string | null;
}

export interface OracleResource {
  readonly arn: string;
  readonly accountId: string;
  readonly resourceType: string;
  readonly region: string;
  readonly policy: string | null;
}

interface OracleGuardrail {
  readonly policyId: string;
  readonly kind: string;
  readonly document: string;
  readonly attachedTo: readonly string[];
}

const PRINCIPALS_SQL = `
  SELECT r.arn, r.account_id AS "accountId",
    (SELECT d.text FROM resources b JOIN documents d ON d.hash = decode(b.parts->>'document', 'hex')
      WHERE b.arn = r.parts->>'boundary') AS boundary,
    ARRAY(
      SELECT d.text FROM resources h, jsonb_array_elements(h.parts->'inline') i JOIN documents d ON d.hash = decode(i->>'hash', 'hex')
      WHERE h.arn = r.arn OR (h.resource_type = 'AWS::IAM::Group' AND h.account_id = r.account_id AND r.parts->'groups' ? h.name)
      UNION ALL
      SELECT d.text FROM resources h, jsonb_array_elements(h.parts->'attached') a
        JOIN resources m ON m.arn = a->>'arn' JOIN documents d ON d.hash = decode(m.parts->>'document', 'hex')
      WHERE h.arn = r.arn OR (h.resource_type = 'AWS::IAM::Group' AND h.account_id = r.account_id AND r.parts->'groups' ? h.name)
    ) AS identity
  FROM resources r WHERE r.deleted_at IS NULL AND r.resource_type IN ('AWS::IAM::Role', 'AWS::IAM::User') ORDER BY r.arn`;

const RESOURCES_SQL = `
  SELECT arn, account_id AS "accountId", resource_type AS "resourceType", region, d.text AS policy
  FROM resources LEFT JOIN documents d ON d.hash = decode(parts->>'document', 'hex')
  WHERE deleted_at IS NULL AND resource_type = ANY($1::text[]) ORDER BY arn`;

/** Answers who can by putting every question of every principal to the evaluator, one by one. */
export class AccessOracle {
  readonly #loaded = new Map<string, PolicySet>();

  private constructor(
    private readonly principals: readonly OraclePrincipal[],
    private readonly paths: ReadonlyMap<string, readonly string[]>,
    private readonly guardrails: readonly OracleGuardrail[],
    private readonly pool: pg.Pool,
  ) {}

  static async from(pool: pg.Pool): Promise<AccessOracle> {
    const { rows: principals } = await pool.query<OraclePrincipal>(PRINCIPALS_SQL);
    const { rows: nodes } = await pool.query<{ id: string; path: string[] }>(
      `SELECT node_id AS id, path FROM organization_nodes WHERE kind = 'account'`,
    );
    const { rows: guardrails } = await pool.query<OracleGuardrail>(
      `SELECT policy_id AS "policyId", kind, document, attached_to AS "attachedTo" FROM guardrails`,
    );
    return new AccessOracle(principals, new Map(nodes.map(({ id, path }) => [id, path])), guardrails, pool);
  }

  async resources(types: readonly string[]): Promise<readonly OracleResource[]> {
    return (await this.pool.query<OracleResource>(RESOURCES_SQL, [types])).rows;
  }

  get arns(): readonly string[] {
    return this.principals.map(({ arn }) => arn);
  }

  /** In which of the contexts each principal can, by ARN. */
  ask(
    question: { readonly action: string; readonly resource: string },
    of: OracleResource | undefined,
    contexts: readonly Readonly<Record<string, string>>[],
  ): Map<string, readonly boolean[]> {
    const { policies: ofResource } = loadPolicySet(this.policiesOfResource(of, question.action));
    return new Map(
      this.principals.map((principal) => {
        const policies = { ...this.loadedOf(principal), ...ofResource };
        const who = principalOf(principal.arn);
        const own = { ...principalContext(who), 'aws:PrincipalOrgID': 'o-gatehousedemo' };
        const request = { ...question, principal: who, ...(of && { resourceAccountId: of.accountId }) };
        const resource = of && { 'aws:ResourceAccount': of.accountId, 'aws:ResourceOrgID': 'o-gatehousedemo' };
        // Whoever calls it calls it where it is.
        const place = of && of.region !== 'global' ? { 'aws:RequestedRegion': of.region } : {};
        const verdictIn = (context: Readonly<Record<string, string>>) =>
          evaluateVerdict({ ...request, context: { ...own, ...resource, ...context, ...place } }, policies) ===
          'allowed';
        return [principal.arn, contexts.map(verdictIn)];
      }),
    );
  }

  /** The same for every question, and parsing is most of the work. */
  private loadedOf(principal: OraclePrincipal): PolicySet {
    const loaded = this.#loaded.get(principal.arn) ?? loadPolicySet(this.policiesOfPrincipal(principal)).policies;
    this.#loaded.set(principal.arn, loaded);
    return loaded;
  }

  private policiesOfPrincipal({ accountId, identity, boundary }: OraclePrincipal): PolicySet<PolicySource> {
    return {
      identityPolicies: identity.map((document, at) => ({ id: String(at), document })),
      ...(boundary !== null && { permissionsBoundary: { id: 'boundary', document: boundary } }),
      scps: this.levels(accountId, 'service-control-policy'),
      managementAccountId: '100000000001',
    };
  }

  private policiesOfResource(of: OracleResource | undefined, action: string): PolicySet<PolicySource> {
    if (of === undefined) return {};
    return { ...ownPolicy(of, action), rcps: this.levels(of.accountId, 'resource-control-policy') };
  }

  private levels(accountId: string, kind: string): OrganizationLevel<PolicySource>[] {
    return (this.paths.get(accountId) ?? []).map((id) => ({
      id,
      policies: this.guardrails
        .filter((guardrail) => guardrail.kind === kind && guardrail.attachedTo.includes(id))
        .map(({ policyId, document }) => ({ id: policyId, document })),
    }));
  }
}

function ownPolicy(of: OracleResource, action: string): PolicySet<PolicySource> {
  if (of.policy === null) return {};
  const own = { id: 'own', document: of.policy };
  if (of.resourceType !== 'AWS::IAM::Role') return { resourcePolicy: own };
  return action === 'sts:AssumeRole' ? { trustPolicy: own } : {};
}
