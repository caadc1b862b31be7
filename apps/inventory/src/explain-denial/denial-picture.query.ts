import { Injectable } from '@nestjs/common';
import type { Denial } from '@gatehouse/contracts';
import type { PolicySet, PolicySource } from '@gatehouse/iam-policy';
import { Database } from '@gatehouse/persistence';
import { holderOf } from '../denial/holder.rules.js';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { DocumentTextsQuery } from '../resource/document-texts.js';
import type { ResourceParts } from '../resource/resource-parts.js';
import { isShutToOthers } from '../resource/shut-bucket.rules.js';
import type { DeniedResource } from './denied-request.rules.js';
import { BLIND_SPOTS, type DenialPicture } from './explain-denial.rules.js';
import { Guardrails, type GuardrailsOfAccount } from './guardrails.js';
import { policySourcesOf } from './policy-sources.rules.js';
import type { RefusingLayer } from './refusing-layer.rules.js';
import type { Sight } from '../visibility/sight.js';

interface StoredParty {
  readonly arn: string;
  readonly accountId: string;
  readonly resourceType: string;
  readonly name: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly uniqueId: string | null;
  readonly organizationId: string | null;
  readonly parts: ResourceParts;
  /** What shuts buckets, and nothing else. */
  readonly settings: Readonly<Record<string, unknown>>;
}

const COLUMNS = `r.arn, r.account_id AS "accountId", r.resource_type AS "resourceType", r.name, r.region, r.tags,
  r.settings->>'id' AS "uniqueId", a.organization_id AS "organizationId", r.parts,
  jsonb_build_object('publicAccessBlock', r.settings->'publicAccessBlock',
    'accountPublicAccessBlock', r.settings->'accountPublicAccessBlock') AS settings
  FROM resources r LEFT JOIN accounts a USING (account_id)`;

const BY_ARN_SQL = `SELECT ${COLUMNS} WHERE r.arn = $1 AND r.deleted_at IS NULL`;

const GROUPS_SQL = `
  SELECT ${COLUMNS} WHERE r.account_id = $1 AND r.resource_type = '${RESOURCE_TYPES.group}'
    AND r.name = ANY($2::text[]) AND r.deleted_at IS NULL`;

/** Everything stored that has a say in a denied call. */
@Injectable()
export class DenialPictureQuery {
  constructor(
    private readonly database: Database,
    private readonly texts: DocumentTextsQuery,
    private readonly guardrails: Guardrails,
  ) {}

  /** What of the resource is out of sight counts as not known: nothing of its policy is told. */
  async of(denial: Denial, sight: Sight): Promise<DenialPicture> {
    const holderArn = holderOf(denial.resourceArn);
    const [principal, storedHolder] = await Promise.all([
      this.find(denial.principalArn),
      holderArn === null ? null : this.find(holderArn),
    ]);
    const holder = storedHolder !== null && sight.shows(storedHolder.accountId) ? storedHolder : null;
    const resource = resourceOf(holder);
    if (principal === null) return { principal, resource, policies: {}, missing: [] };
    const above = await this.guardrails.of(principal.accountId);
    const ofResource = await this.resourceGuardrails(holder, principal, above);
    const policies = await this.policiesOf(principal, holder);
    return {
      principal,
      resource: { ...resource, isShut: isShutTo(principal, holder, policies) },
      policies: {
        ...policies,
        ...(isBinding(above.serviceControlPolicies) && { scps: above.serviceControlPolicies }),
        ...(isBinding(ofResource.resourceControlPolicies) && { rcps: ofResource.resourceControlPolicies }),
        ...(above.managementAccountId !== null && { managementAccountId: above.managementAccountId }),
      },
      missing: missingIn({ above, ofResource, holder, denial }),
    };
  }

  private async find(arn: string): Promise<StoredParty | null> {
    const [row] = await this.database.query<StoredParty & Record<string, unknown>>(BY_ARN_SQL, [arn]);
    return row ?? null;
  }

  private async resourceGuardrails(
    holder: StoredParty | null,
    principal: StoredParty,
    above: GuardrailsOfAccount,
  ): Promise<GuardrailsOfAccount> {
    const isElsewhere = holder !== null && holder.accountId !== principal.accountId;
    return isElsewhere ? this.guardrails.of(holder.accountId) : above;
  }

  private async policiesOf(principal: StoredParty, holder: StoredParty | null): Promise<PolicySet<PolicySource>> {
    const groups = await this.groupsOf(principal);
    const parties = [principal, ...groups, ...(holder === null ? [] : [holder])];
    const texts = await Promise.all(parties.map(({ parts }) => this.texts.of({ parts, asOf: null })));
    const documents = parties.map((party, index) => {
      const found = texts[index] ?? { byHash: new Map<string, string>(), byPolicy: new Map<string, string>() };
      return { name: party.name, resourceType: party.resourceType, parts: party.parts, texts: found };
    });
    const [own, ...others] = documents;
    if (own === undefined) return {};
    return policySourcesOf({
      principal: own,
      groups: others.slice(0, groups.length),
      resource: others[groups.length] ?? null,
    });
  }

  private async groupsOf({ accountId, parts }: StoredParty): Promise<readonly StoredParty[]> {
    const names = parts.groups ?? [];
    if (names.length === 0) return [];
    return this.database.query<StoredParty & Record<string, unknown>>(GROUPS_SQL, [accountId, names]);
  }
}

function isShutTo(
  principal: StoredParty,
  holder: StoredParty | null,
  { resourcePolicy }: PolicySet<PolicySource>,
): boolean {
  if (holder === null || holder.accountId === principal.accountId) return false;
  const text = resourcePolicy?.document;
  return isShutToOthers(holder, typeof text === 'string' ? text : null);
}

function resourceOf(holder: StoredParty | null): DeniedResource {
  if (holder === null) return { accountId: null, tags: {} };
  return { accountId: holder.accountId, region: holder.region, tags: holder.tags };
}

/** No levels are no organization, or a type of policy that it has not enabled. */
function isBinding<T>(levels: readonly T[] | null): levels is readonly T[] {
  return levels !== null && levels.length > 0;
}

interface Known {
  readonly above: GuardrailsOfAccount;
  readonly ofResource: GuardrailsOfAccount;
  readonly holder: StoredParty | null;
  readonly denial: Denial;
}

function missingIn({ above, ofResource, holder, denial }: Known): string[] {
  const isUnknownResource = holder === null && denial.resourceArn !== '*';
  const layers: RefusingLayer[] = [
    ...(above.serviceControlPolicies === null ? ['service-control-policy' as const] : []),
    ...(ofResource.resourceControlPolicies === null ? ['resource-control-policy' as const] : []),
    ...(isUnknownResource ? layersOfResource(denial) : []),
  ];
  return layers.flatMap((layer) => BLIND_SPOTS[layer] ?? []);
}

function layersOfResource({ action }: Denial): RefusingLayer[] {
  return action.startsWith('sts:') ? ['resource-policy', 'trust-policy'] : ['resource-policy'];
}
