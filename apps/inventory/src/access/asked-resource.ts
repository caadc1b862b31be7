import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { compilePolicy, isPublicPolicy, parsePolicy, type WhoCanQuestion } from '@gatehouse/iam-policy';
import { GuardrailLevels } from './guardrail-levels.js';
import { isDecidedByTrust, ownersOf, ROLE_TYPE } from './asked-resource.rules.js';

/** A question ready for the index, and what else is known of the resource. */
export interface AskedResource {
  readonly question: WhoCanQuestion;
  /** Its own policy lets everybody in. */
  readonly isPublic: boolean;
}

interface ResourceRow extends Record<string, unknown> {
  readonly accountId: string;
  readonly resourceType: string;
  readonly text: string | null;
}

/** The longest of the ARNs is the resource itself, or what is closest to it. */
const SQL = `
  SELECT account_id AS "accountId", resource_type AS "resourceType", text
  FROM resources LEFT JOIN documents ON hash = decode(parts->>'document', 'hex')
  WHERE arn = ANY($1::text[]) AND deleted_at IS NULL ORDER BY length(arn) DESC LIMIT 1`;

/** Looks up what decides about a resource: its owner, its own policy, and the guardrails above it. */
@Injectable()
export class AskedResources {
  constructor(
    private readonly database: Database,
    private readonly guardrails: GuardrailLevels,
  ) {}

  async find(action: string, resource: string): Promise<AskedResource> {
    const [row] = await this.database.query<ResourceRow>(SQL, [ownersOf(resource)]);
    const text = row === undefined ? null : policyText(row, action);
    const kind = row?.resourceType === ROLE_TYPE ? 'trust' : 'resource';
    const place = row && this.guardrails.placeOf(row.accountId);
    const context = {
      'aws:PrincipalIsAWSService': 'false',
      ...(row && { 'aws:ResourceAccount': row.accountId }),
      ...(place && { 'aws:ResourceOrgID': place.organizationId }),
    };
    const resourcePolicy =
      text === null ? undefined : compilePolicy(parsePolicy(text, { kind }).document, { id: 'resource', kind });
    return {
      question: {
        action,
        resource,
        context,
        ...(row && { resourceAccountId: row.accountId }),
        ...(resourcePolicy && { resourcePolicy }),
        ...(place && { rcps: place.rcps.map((level) => level.map(({ policy }) => policy)) }),
      },
      isPublic: text !== null && isPublicPolicy(text),
    };
  }
}

/** A role's document is its trust policy: it decides about assuming the role, and about nothing else. */
function policyText({ resourceType, text }: ResourceRow, action: string): string | null {
  return resourceType === ROLE_TYPE && !isDecidedByTrust(action) ? null : text;
}
