import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@gatehouse/persistence';
import { changedParts, type ChangedPart } from './change.rules.js';
import type { KnownResource } from './news.rules.js';
import { AWS_OWNER } from './observed-resource.js';
import type { HashedResource, ResourceContent } from './resource-parts.js';

/** What saving a resource changed. */
export interface SavedChange {
  readonly resource: HashedResource;
  readonly change: 'created' | 'updated';
  readonly changed: readonly ChangedPart[];
  readonly revision: number;
}

/** What is gone. */
export interface DeletedResource {
  readonly arn: string;
  readonly resourceType: string;
  readonly revision: number;
}

interface StoredRow extends ResourceContent {
  readonly arn: string;
  readonly deleted_at: Date | null;
}

const LOCK_SQL = `
  SELECT arn, tags, settings, parts, deleted_at FROM resources
  WHERE arn = ANY($1::text[]) ORDER BY arn FOR UPDATE`;

const AWS_OWNED_LOCK_SQL = `SELECT pg_advisory_xact_lock(hashtext('gatehouse inventory: what AWS owns'))`;

const DOCUMENTS_SQL = `
  INSERT INTO documents (hash, text)
  SELECT decode(hash, 'hex'), text FROM jsonb_to_recordset($1::jsonb) AS d (hash text, text text) ORDER BY hash
  ON CONFLICT DO NOTHING`;

/** The hash guards against writing what another refresh has just written: resources of AWS are seen by every account. */
const UPSERT_SQL = `
  INSERT INTO resources (arn, account_id, resource_type, name, path, tags, settings, parts, content_hash, revision, first_seen_at, changed_at)
  SELECT arn, account_id, resource_type, name, path, tags, settings, parts, decode(content_hash, 'hex'), 1, $2, $2
  FROM jsonb_to_recordset($1::jsonb) AS r (
    arn text, account_id text, resource_type text, name text, path text, tags jsonb, settings jsonb, parts jsonb, content_hash text)
  ORDER BY arn
  ON CONFLICT (arn) DO UPDATE SET
    account_id = excluded.account_id, resource_type = excluded.resource_type, name = excluded.name, path = excluded.path,
    tags = excluded.tags, settings = excluded.settings, parts = excluded.parts, content_hash = excluded.content_hash,
    revision = resources.revision + 1, changed_at = excluded.changed_at, deleted_at = NULL
  WHERE resources.content_hash <> excluded.content_hash OR resources.deleted_at IS NOT NULL
  RETURNING arn, revision`;

const USAGE_SQL = `
  INSERT INTO principal_usage (arn, last_used_at, last_used_region)
  SELECT arn, last_used_at, last_used_region
  FROM jsonb_to_recordset($1::jsonb) AS u (arn text, last_used_at timestamptz, last_used_region text) ORDER BY arn
  ON CONFLICT (arn) DO UPDATE SET last_used_at = excluded.last_used_at, last_used_region = excluded.last_used_region
  WHERE (principal_usage.last_used_at, principal_usage.last_used_region)
    IS DISTINCT FROM (excluded.last_used_at, excluded.last_used_region)`;

const DELETE_SQL = `
  WITH gone AS (
    UPDATE resources SET deleted_at = $2, changed_at = $2, revision = revision + 1
    WHERE arn = ANY($1::text[]) AND deleted_at IS NULL
    RETURNING arn, resource_type, revision)
  SELECT arn, resource_type AS "resourceType", revision FROM gone ORDER BY arn`;

/** Principals and resources with their documents, a row each, kept after deletion so that revisions go on. */
@Injectable()
export class ResourceRepository {
  constructor(private readonly database: Database) {}

  /** Everything of the given types that is there in an account, by ARN. */
  async knownOf(accountId: string, resourceTypes: readonly string[]): Promise<Map<string, KnownResource>> {
    return this.known('account_id = $1 AND resource_type = ANY($2::text[])', [accountId, resourceTypes]);
  }

  /** Those of the ARNs that are there, whoever owns them. */
  async knownAmong(arns: readonly string[]): Promise<Map<string, KnownResource>> {
    return arns.length === 0 ? new Map() : this.known('arn = ANY($1::text[])', [arns]);
  }

  private async known(condition: string, parameters: readonly unknown[]): Promise<Map<string, KnownResource>> {
    const rows = await this.database.query<{ arn: string; hash: string; usedAt: Date | null }>(
      `SELECT arn, encode(content_hash, 'hex') AS hash, last_used_at AS "usedAt"
       FROM resources LEFT JOIN principal_usage USING (arn) WHERE ${condition} AND deleted_at IS NULL`,
      parameters,
    );
    return new Map(rows.map(({ arn, hash, usedAt }) => [arn, { contentHash: hash, lastUsedAt: usedAt }]));
  }

  /** Stores what differs from what is there; returns only that. */
  async save(tx: EntityManager, resources: readonly HashedResource[], now: Date): Promise<SavedChange[]> {
    if (resources.length === 0) return [];
    const byArn = new Map(resources.map((resource) => [resource.observed.arn, resource]));
    const documents = new Map(resources.flatMap(({ documents }) => [...documents]));
    // Always in this order, or refreshes of two accounts could wait for each other: what AWS owns is written by one at a
    // time, documents before resources, and each of them sorted. All else belongs to the one refresh of its account.
    if (resources.some(({ observed }) => observed.accountId === AWS_OWNER)) await tx.query(AWS_OWNED_LOCK_SQL);
    await tx.query(DOCUMENTS_SQL, [JSON.stringify([...documents].map(([hash, text]) => ({ hash, text })))]);
    const before = await this.lock(tx, [...byArn.keys()]);
    const rows = (await tx.query(UPSERT_SQL, [JSON.stringify([...byArn.values()].map(rowOf)), now])) as {
      arn: string;
      revision: number;
    }[];
    return rows.flatMap(({ arn, revision }) => {
      const resource = byArn.get(arn);
      return resource ? [changeOf(resource, before.get(arn), revision)] : [];
    });
  }

  /** Notes when principals were last used; writes only what is news. */
  async saveUsage(tx: EntityManager, resources: readonly HashedResource[]): Promise<void> {
    const used = resources.flatMap(({ observed: { arn, usage } }) =>
      usage === null ? [] : [{ arn, last_used_at: usage.lastUsedAt, last_used_region: usage.region }],
    );
    if (used.length > 0) await tx.query(USAGE_SQL, [JSON.stringify(used)]);
  }

  /** Marks what is gone; ARNs that already are, or never were, are passed over. */
  async markDeleted(tx: EntityManager, arns: readonly string[], now: Date): Promise<DeletedResource[]> {
    if (arns.length === 0) return [];
    return (await tx.query(DELETE_SQL, [arns, now])) as DeletedResource[];
  }

  /** Everything that is there in an account. */
  async arnsOf(tx: EntityManager, accountId: string): Promise<string[]> {
    const rows = (await tx.query('SELECT arn FROM resources WHERE account_id = $1 AND deleted_at IS NULL', [
      accountId,
    ])) as { arn: string }[];
    return rows.map(({ arn }) => arn);
  }

  private async lock(tx: EntityManager, arns: readonly string[]): Promise<Map<string, StoredRow>> {
    const rows = (await tx.query(LOCK_SQL, [arns])) as StoredRow[];
    return new Map(rows.map((row) => [row.arn, row]));
  }
}

function rowOf({ observed, content, contentHash }: HashedResource) {
  return {
    arn: observed.arn,
    account_id: observed.accountId,
    resource_type: observed.resourceType,
    name: observed.name,
    path: observed.path,
    ...content,
    content_hash: contentHash,
  };
}

function changeOf(resource: HashedResource, before: StoredRow | undefined, revision: number): SavedChange {
  if (before === undefined || before.deleted_at !== null) return { resource, change: 'created', changed: [], revision };
  return { resource, change: 'updated', changed: changedParts(before, resource.content), revision };
}
