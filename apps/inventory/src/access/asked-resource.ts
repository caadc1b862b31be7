import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import {
  compilePolicy,
  isPublicPolicy,
  parsePolicy,
  type CompiledPolicy,
  type WhoCanQuestion,
} from '@gatehouse/iam-policy';
import type { Sight } from '../visibility/sight.js';
import { GuardrailLevels } from './guardrail-levels.js';
import { isOpenedByAcl } from './opening-acl.rules.js';
import { isDecidedByTrust, ownersOf, regionContext, ROLE_TYPE } from './asked-resource.rules.js';

/** A question ready for the index, and what else is known of the resource. */
export interface AskedResource {
  readonly question: WhoCanQuestion;
  /** Its own policy lets everybody in, or its access control list gives everybody what is asked for. */
  readonly isPublic: boolean;
}

interface ResourceRow extends Record<string, unknown> {
  readonly accountId: string;
  readonly resourceType: string;
  readonly region: string;
  readonly text: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The longest of the ARNs is the resource itself, or what is closest to it. */
const SQL = `
  SELECT account_id AS "accountId", resource_type AS "resourceType", region, text, settings
  FROM resources LEFT JOIN documents ON hash = decode(parts->>'document', 'hex')
  WHERE arn = ANY($1::text[]) AND deleted_at IS NULL ORDER BY length(arn) DESC LIMIT 1`;

/** Looks up what decides about a resource: its owner, its own policy, and the guardrails above it. */
@Injectable()
export class AskedResources {
  constructor(
    private readonly database: Database,
    private readonly guardrails: GuardrailLevels,
  ) {}

  /** A resource out of sight counts as one that is not known: nothing of its policy is told. */
  async find(action: string, resource: string, sight: Sight): Promise<AskedResource> {
    const row = await this.rowOf(resource, sight);
    const context = { ...NO_SERVICE, ...regionContext(resource, row?.region) };
    if (row === undefined) return { question: { action, resource, context }, isPublic: false };
    const { accountId } = row;
    const text = policyText(row, action);
    const question = { action, resource, resourceAccountId: accountId, ...this.placed(accountId, context) };
    const isOpened = isOpenedByAcl(action, row.settings);
    if (text === null) return { question, isPublic: isOpened };
    return {
      question: { ...question, resourcePolicy: compiled(text, row.resourceType) },
      isPublic: isOpened || isPublicPolicy(text),
    };
  }

  private async rowOf(resource: string, sight: Sight): Promise<ResourceRow | undefined> {
    const [row] = await this.database.query<ResourceRow>(SQL, [ownersOf(resource)]);
    return (await sight.seen(resource, row)) ?? undefined;
  }

  private placed(accountId: string, known: Readonly<Record<string, string>>): Pick<WhoCanQuestion, 'context' | 'rcps'> {
    const context = { ...known, 'aws:ResourceAccount': accountId };
    const place = this.guardrails.placeOf(accountId);
    if (place === undefined) return { context };
    return {
      context: { ...context, 'aws:ResourceOrgID': place.organizationId },
      rcps: place.rcps.map((level) => level.map(({ policy }) => policy)),
    };
  }
}

/** Roles and users ask by themselves. */
const NO_SERVICE = { 'aws:PrincipalIsAWSService': 'false' };

function compiled(text: string, resourceType: string): CompiledPolicy {
  const kind = resourceType === ROLE_TYPE ? 'trust' : 'resource';
  return compilePolicy(parsePolicy(text, { kind }).document, { id: 'resource', kind });
}

/** A role's document is its trust policy: it decides about assuming the role, and about nothing else. */
function policyText({ resourceType, text }: ResourceRow, action: string): string | null {
  return resourceType === ROLE_TYPE && !isDecidedByTrust(action) ? null : text;
}
