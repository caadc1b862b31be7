import { Injectable } from '@nestjs/common';
import {
  findPrincipal,
  refuse,
  type NamedDocument,
  type Principal,
  type PrincipalSummary,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { ResourceFreshness } from '../find-resource/resource-freshness.js';
import { SUMMARY_COLUMNS } from '../list-principals/list-principals.query.js';
import { GLOBAL_REGION, RESOURCE_TYPES } from '../resource/observed-resource.js';
import { fittingTags } from '../resource/reply-budget.rules.js';
import type { ResourceParts } from '../resource/resource-parts.js';
import { documentsOf, hashesIn, policyArnsIn, type PolicyTexts } from './principal-documents.rules.js';
import type { Sight } from '../visibility/sight.js';

interface PrincipalRow extends PrincipalSummary, Record<string, unknown> {
  readonly createdAt: string;
  readonly lastUsedAt: Date | null;
  readonly lastUsedRegion: string | null;
  readonly parts: ResourceParts;
  readonly readAt: Date | null;
}

const PRINCIPAL_SQL = `
  SELECT ${SUMMARY_COLUMNS}, r.settings->>'createdAt' AS "createdAt", r.parts,
         u.last_used_at AS "lastUsedAt", u.last_used_region AS "lastUsedRegion", s.read_at AS "readAt"
  FROM resources r JOIN accounts a USING (account_id) LEFT JOIN principal_usage u USING (arn) LEFT JOIN resource_reads s USING (arn)
  WHERE r.arn = $1 AND r.resource_type = ANY($2::text[]) AND r.deleted_at IS NULL`;

const DOCUMENTS_SQL = `
  SELECT encode(hash, 'hex') AS key, text FROM documents
  WHERE hash IN (SELECT decode(wanted, 'hex') FROM unnest($1::text[]) AS wanted)
  UNION ALL
  SELECT arn, text FROM resources JOIN documents ON hash = decode(parts->>'document', 'hex')
  WHERE arn = ANY($2::text[]) AND resource_type = '${RESOURCE_TYPES.managedPolicy}' AND deleted_at IS NULL`;

/** Everything known of one principal. */
@Injectable()
export class FindPrincipalQuery {
  constructor(
    private readonly database: Database,
    private readonly freshness: ResourceFreshness,
  ) {}

  async execute({ arn }: RequestOf<typeof findPrincipal>, sight: Sight): Promise<ReplyOf<typeof findPrincipal>> {
    const types = [RESOURCE_TYPES.role, RESOURCE_TYPES.user];
    const [stored] = await this.database.query<PrincipalRow>(PRINCIPAL_SQL, [arn, types]);
    const row = await sight.seen(arn, stored);
    if (row === null) {
      throw refuse(findPrincipal, 'PRINCIPAL_UNKNOWN', `${arn} is not a role or user of an account that is read here.`);
    }
    return { principal: await this.complete(row) };
  }

  private async complete({ parts, lastUsedAt, readAt, ...row }: PrincipalRow): Promise<Principal> {
    const subject = { accountId: row.accountId, resourceType: RESOURCE_TYPES[row.type], region: GLOBAL_REGION, readAt };
    const [texts, freshness] = await Promise.all([this.textsOf(parts), this.freshness.of(subject)]);
    const documents: {
      trustPolicy: string | null;
      inlinePolicies: NamedDocument[];
      attachedPolicies: NamedDocument[];
      permissionsBoundary: NamedDocument | null;
    } = documentsOf(parts, texts);
    return {
      ...row,
      tags: fittingTags(row.tags),
      ...documents,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      freshness,
    };
  }

  private async textsOf(parts: ResourceParts): Promise<PolicyTexts> {
    const rows = await this.database.query<{ key: string; text: string }>(DOCUMENTS_SQL, [
      hashesIn(parts),
      policyArnsIn(parts),
    ]);
    return new Map(rows.map(({ key, text }) => [key, text]));
  }
}
