import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { BETWEEN_FIELDS, BETWEEN_RESOURCES, readResources } from './feed-row.rules.js';
import type { IndexedResource } from './indexed-resource.js';

/** Resources read at once: a statement of a few tens of milliseconds. */
const PAGE = 10_000;
const CHANGES_AT_ONCE = 1_000;

const literal = (character: string) => `E'\\x${character.charCodeAt(0).toString(16)}'`;
/** What names the resource itself is kept as it is; no name or owner may look like a field's end. */
const plain = (column: string) =>
  `translate(coalesce(${column}, ''), ${literal(BETWEEN_FIELDS)} || ${literal(BETWEEN_RESOURCES)}, '  ')`;

const PRINCIPALS = `('${RESOURCE_TYPES.role}', '${RESOURCE_TYPES.user}')`;
const UNUSED_SINCE = `
  CASE WHEN resource_type NOT IN ${PRINCIPALS} THEN 0 ELSE greatest(1, (CASE
    WHEN last_used_at IS NOT NULL THEN last_used_at AT TIME ZONE 'UTC'
    WHEN settings->>'createdAt' ~ '^[0-9]{4}-(0[1-9]|1[0-2])-([01][0-9]|2[0-8])T' THEN left(settings->>'createdAt', 10)::timestamp
    ELSE first_seen_at AT TIME ZONE 'UTC' END)::date - date '1970-01-01') END`;

const FIELDS = [
  'r.arn',
  'account_id',
  'resource_type',
  'region',
  plain('name'),
  plain('owner'),
  `coalesce(left(is_public::text, 1), '')`,
  '(extract(epoch FROM changed_at) * 1000000)::bigint::text',
  `(${UNUSED_SINCE})::text`,
  `CASE WHEN d.arn IS NULL THEN 'f' ELSE 't' END`,
  'tags::text',
].join(` || ${literal(BETWEEN_FIELDS)} || `);

const textSql = (condition: string) => `
  SELECT coalesce(string_agg(fields, ${literal(BETWEEN_RESOURCES)} ORDER BY arn), '') AS resources, max(arn) AS last
  FROM (
    SELECT r.arn, ${FIELDS} AS fields
    FROM resources r LEFT JOIN principal_usage u ON u.arn = r.arn LEFT JOIN denial_counts d ON d.arn = r.arn
    WHERE deleted_at IS NULL AND account_id <> 'aws' AND ${condition}
  ) AS rows`;

const PAGE_SQL = textSql(`r.arn > $1 ORDER BY r.arn LIMIT ${PAGE}`);
const AMONG_SQL = textSql('r.arn = ANY($1::text[])');

const SNAPSHOT_SQL = 'SELECT pg_current_snapshot()::text AS snapshot';
/** What was committed since a snapshot was taken; transactions of the future are those of another server's dump. */
const CHANGES_SQL = `
  SELECT pg_current_snapshot()::text AS snapshot, ARRAY(
    SELECT DISTINCT arn FROM search_changes
    WHERE changed_in >= pg_snapshot_xmin($1::pg_snapshot) AND changed_in < pg_snapshot_xmax(pg_current_snapshot())
      AND NOT pg_visible_in_snapshot(changed_in, $1::pg_snapshot)
  ) AS arns`;
const FORGET_SQL = `DELETE FROM search_changes WHERE noted_at < now() - $1 * interval '1 second'`;

/** What changed since a snapshot, and the snapshot up to which that is known. */
export interface FeedChanges {
  readonly snapshot: string;
  readonly arns: readonly string[];
}

interface TextRow extends Record<string, unknown> {
  readonly resources: string;
  readonly last: string | null;
}

/** What the index in memory is made of, read from the store. */
@Injectable()
export class ResourceFeed {
  constructor(private readonly database: Database) {}

  /** Which transactions are seen by now. */
  async snapshot(): Promise<string> {
    const [row] = await this.database.query<{ snapshot: string }>(SNAPSHOT_SQL);
    return row?.snapshot ?? '';
  }

  /** Every resource that is there, in the order of ARNs; the next page is fetched while one is taken in. */
  async *everything(): AsyncGenerator<readonly IndexedResource[]> {
    let next = this.page('');
    for (;;) {
      const { resources, last } = await next;
      if (last === null) return;
      next = this.page(last);
      // Whoever stops early does not wait for it.
      next.catch(() => undefined);
      yield readResources(resources);
    }
  }

  async changesSince(snapshot: string): Promise<FeedChanges> {
    const [row] = await this.database.query<FeedChanges & Record<string, unknown>>(CHANGES_SQL, [snapshot]);
    return row ?? { snapshot, arns: [] };
  }

  /** Those that are there, some at a time, each time with all that were asked for. */
  async *among(arns: readonly string[]): AsyncGenerator<{
    readonly asked: readonly string[];
    readonly there: readonly IndexedResource[];
  }> {
    for (let from = 0; from < arns.length; from += CHANGES_AT_ONCE) {
      const asked = arns.slice(from, from + CHANGES_AT_ONCE);
      const [row] = await this.database.query<TextRow>(AMONG_SQL, [asked]);
      yield { asked, there: readResources(row?.resources ?? '') };
    }
  }

  /** Forgets changes that everybody has followed. */
  async forget(olderThanSeconds: number): Promise<void> {
    await this.database.query(FORGET_SQL, [olderThanSeconds]);
  }

  private async page(after: string): Promise<TextRow> {
    const [row] = await this.database.query<TextRow>(PAGE_SQL, [after]);
    return row ?? { resources: '', last: null };
  }
}
