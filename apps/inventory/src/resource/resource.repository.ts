import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@gatehouse/persistence';
import { changedParts, type ChangedPart } from './change.rules.js';
import type { ReadMoment } from './moment.js';
import type { KnownResource } from './news.rules.js';
import { changedUses, type PolicyUseRow } from './policy-uses.rules.js';
import type { HashedResource, ResourceContent, ResourceParts } from './resource-parts.js';
import {
  DELETE_SQL,
  DOCUMENTS_SQL,
  FORGET_USE_SQL,
  LOCK_OWNERS_SQL,
  OWNER_SQL,
  SAVE_SQL,
  SAVE_USES_SQL,
  STORED_SQL,
  USAGE_SQL,
} from './resource.sql.js';

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
  readonly contentHash: string;
  readonly changedAt: Date;
  readonly deletedAt: Date | null;
}

interface Change extends Omit<SavedChange, 'revision'> {
  /** Whether it is another one than what was stored under its ARN before. */
  readonly isAnother: boolean;
  /** What its policies were; null for one that was not there. */
  readonly before: ResourceParts | null;
}

/** Principals and resources with their documents, a row each, kept after deletion so that revisions go on. */
@Injectable()
export class ResourceRepository {
  constructor(private readonly database: Database) {}

  /** Everything of the given types that is there in an account, by ARN. */
  async knownOf(accountId: string, resourceTypes: readonly string[]): Promise<Map<string, KnownResource>> {
    return this.known('account_id = $1 AND resource_type = ANY($2::text[])', [accountId, resourceTypes]);
  }

  /** Everything that is there in an account but of the given types, by ARN. */
  async knownBesides(accountId: string, resourceTypes: readonly string[]): Promise<Map<string, KnownResource>> {
    return this.known('account_id = $1 AND resource_type <> ALL($2::text[])', [accountId, resourceTypes]);
  }

  /** Those of the ARNs that are there, whoever owns them. */
  async knownAmong(arns: readonly string[]): Promise<Map<string, KnownResource>> {
    return arns.length === 0 ? new Map() : this.known('arn = ANY($1::text[])', [arns]);
  }

  private async known(condition: string, parameters: readonly unknown[]): Promise<Map<string, KnownResource>> {
    const rows = await this.database.query<KnownResource & { arn: string } & Record<string, unknown>>(
      // The use of each by itself: a join would read the use of everybody for every account.
      `SELECT arn, encode(content_hash, 'hex') AS "contentHash", region, owner,
         (SELECT last_used_at FROM principal_usage u WHERE u.arn = resources.arn) AS "lastUsedAt"
       FROM resources WHERE ${condition} AND deleted_at IS NULL`,
      parameters,
    );
    return new Map(rows.map(({ arn, ...known }) => [arn, known]));
  }

  /** Lets nobody else write resources of these accounts until the transaction ends. */
  async lockOwners(tx: EntityManager, accountIds: readonly string[]): Promise<void> {
    await tx.query(LOCK_OWNERS_SQL, [[...new Set(accountIds)]]);
  }

  /**
   * Stores what differs from what is there, each with its version; returns only that. What was stored since the reading
   * began is newer and stays. The caller holds the lock of every owner.
   */
  async save(
    tx: EntityManager,
    resources: readonly HashedResource[],
    { readAt, cause }: ReadMoment,
    now: Date,
  ): Promise<SavedChange[]> {
    const changes = await this.changesOf(tx, resources, readAt);
    if (changes.size === 0) return [];
    const documents = new Map([...changes.values()].flatMap(({ resource }) => [...resource.documents]));
    await tx.query(DOCUMENTS_SQL, [JSON.stringify([...documents].map(([hash, text]) => ({ hash, text })))]);
    const anew = [...changes].filter(([, { isAnother }]) => isAnother).map(([arn]) => arn);
    if (anew.length > 0) await tx.query(FORGET_USE_SQL, [anew]);
    const rows = (await tx.query(SAVE_SQL, [
      JSON.stringify([...changes.values()].map(rowOf)),
      now,
      cause?.changedAt ?? null,
      cause?.changedBy ?? null,
    ])) as { arn: string; revision: number }[];
    await this.saveUses(tx, [...changes.values()]);
    const revisions = new Map(rows.map(({ arn, revision }) => [arn, revision]));
    return [...changes].flatMap(([arn, change]) => {
      const revision = revisions.get(arn);
      if (revision === undefined) return [];
      const { resource, change: kind, changed } = change;
      return [{ resource, change: kind, changed, revision }];
    });
  }

  /** Notes which managed policies say something for whom. */
  private async saveUses(tx: EntityManager, changes: readonly Change[]): Promise<void> {
    const gone: PolicyUseRow[] = [];
    const there: PolicyUseRow[] = [];
    for (const { resource, before } of changes) {
      const uses = changedUses(resource.observed, before, resource.content.parts);
      gone.push(...uses.gone);
      there.push(...uses.there);
    }
    if (gone.length + there.length > 0) await tx.query(SAVE_USES_SQL, [JSON.stringify(gone), JSON.stringify(there)]);
  }

  /** Notes who resources belong to. */
  async saveOwners(tx: EntityManager, resources: readonly HashedResource[]): Promise<void> {
    if (resources.length === 0) return;
    await tx.query(OWNER_SQL, [JSON.stringify(resources.map(({ observed: { arn }, owner }) => ({ arn, owner })))]);
  }

  /** Notes when principals were last used; writes only what is news. */
  async saveUsage(tx: EntityManager, resources: readonly HashedResource[]): Promise<void> {
    const used = resources.flatMap(({ observed: { arn, usage } }) =>
      usage === null ? [] : [{ arn, last_used_at: usage.lastUsedAt, last_used_region: usage.region }],
    );
    if (used.length > 0) await tx.query(USAGE_SQL, [JSON.stringify(used)]);
  }

  /** Marks what is gone; ARNs that already are, never were, or were stored since the reading began are passed over. */
  async markDeleted(
    tx: EntityManager,
    arns: readonly string[],
    { readAt, cause }: ReadMoment,
    now: Date,
  ): Promise<DeletedResource[]> {
    if (arns.length === 0) return [];
    const who = [cause?.changedAt ?? null, cause?.changedBy ?? null];
    return (await tx.query(DELETE_SQL, [arns, now, readAt, ...who])) as DeletedResource[];
  }

  /** Everything that is there in an account. */
  async arnsOf(tx: EntityManager, accountId: string): Promise<string[]> {
    const rows = (await tx.query('SELECT arn FROM resources WHERE account_id = $1 AND deleted_at IS NULL', [
      accountId,
    ])) as { arn: string }[];
    return rows.map(({ arn }) => arn);
  }

  private async changesOf(
    tx: EntityManager,
    resources: readonly HashedResource[],
    readAt: Date,
  ): Promise<Map<string, Change>> {
    const byArn = new Map(resources.map((resource) => [resource.observed.arn, resource]));
    if (byArn.size === 0) return new Map();
    const rows = (await tx.query(STORED_SQL, [[...byArn.keys()]])) as StoredRow[];
    const stored = new Map(rows.map((row) => [row.arn, row]));
    const changes = [...byArn].flatMap(([arn, resource]): [string, Change][] => {
      const change = changeOf(resource, stored.get(arn), readAt);
      return change === null ? [] : [[arn, change]];
    });
    return new Map(changes);
  }
}

function rowOf({ resource, change, changed }: Change) {
  const { observed, content, contentHash, owner } = resource;
  const { region, isPublic, ...rest } = content;
  return {
    arn: observed.arn,
    account_id: observed.accountId,
    resource_type: observed.resourceType,
    name: observed.name,
    path: observed.path,
    region,
    owner,
    is_public: isPublic,
    ...rest,
    content_hash: contentHash,
    change,
    changed,
  };
}

function changeOf(resource: HashedResource, before: StoredRow | undefined, readAt: Date): Change | null {
  if (before === undefined) return { resource, change: 'created', changed: [], isAnother: false, before: null };
  if (before.changedAt.getTime() > readAt.getTime()) return null;
  if (before.deletedAt !== null) return { resource, change: 'created', changed: [], isAnother: true, before: null };
  if (before.contentHash === resource.contentHash) return null;
  const changed = changedParts(resource.observed.resourceType, before, resource.content);
  const isAnother = before.settings['id'] !== resource.content.settings['id'];
  return { resource, change: 'updated', changed, isAnother, before: before.parts };
}
