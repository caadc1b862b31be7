import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import type { WhoCanQuestion } from '@gatehouse/iam-policy';
import type { Sight } from '../visibility/sight.js';
import { GuardrailLevels } from './guardrail-levels.js';
import { CanonicalIds } from './canonical-ids.js';
import type { LettingIn } from './holder.rules.js';
import { accountsGivenByAcl } from './opening-acl.rules.js';
import { ownersOf, regionContext } from './asked-resource.rules.js';
import { ownWordOf, type StoredResource } from './own-word.rules.js';

/** A question ready for the index, and what else is known of the resource. */
export interface AskedResource {
  readonly question: WhoCanQuestion;
  /** Its own policy lets everybody in, or its access control list gives everybody what is asked for. */
  readonly isPublic: boolean;
  /** What the question has together, apart. */
  readonly letsIn: LettingIn;
  /** Canonical ids of accounts that its access control list gives it to, and that are not known here. */
  readonly unknownGrantees: readonly string[];
}

interface ResourceRow extends StoredResource, Record<string, unknown> {
  readonly region: string;
}

/** The longest of the ARNs is the resource itself, or what is closest to it. */
const SQL = `
  SELECT arn, account_id AS "accountId", resource_type AS "resourceType", region, text, settings
  FROM resources LEFT JOIN documents ON hash = decode(parts->>'document', 'hex')
  WHERE arn = ANY($1::text[]) AND deleted_at IS NULL ORDER BY length(arn) DESC LIMIT 1`;

/** Looks up what decides about a resource: its owner, its own policy, and the guardrails above it. */
@Injectable()
export class AskedResources {
  constructor(
    private readonly database: Database,
    private readonly guardrails: GuardrailLevels,
    private readonly canonicalIds: CanonicalIds,
  ) {}

  /** A resource out of sight counts as one that is not known: nothing of its policy is told. */
  async find(action: string, resource: string, sight: Sight): Promise<AskedResource> {
    const row = await this.rowOf(resource, sight);
    const context = { ...NO_SERVICE, ...regionContext(resource, row?.region) };
    if (row === undefined) return { ...CLOSED, question: { action, resource, context } };
    const { accountId } = row;
    const granted = await this.grantedByAcl(action, row, sight);
    const { resourcePolicy, letsIn, isPublic } = ownWordOf(row, action, granted.accountIds);
    return {
      question: {
        action,
        resource,
        resourceAccountId: accountId,
        ...this.placed(accountId, context),
        ...(resourcePolicy && { resourcePolicy }),
      },
      isPublic,
      letsIn,
      unknownGrantees: granted.unknown,
    };
  }

  private async grantedByAcl(action: string, { settings }: ResourceRow, sight: Sight) {
    const granted = accountsGivenByAcl(action, settings);
    const known = await this.canonicalIds.accountsOf(granted, sight);
    return { accountIds: [...new Set(known.values())].sort(), unknown: granted.filter((id) => !known.has(id)) };
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

/** Of what is not known. */
const CLOSED = { isPublic: false, letsIn: {}, unknownGrantees: [] } as const;
