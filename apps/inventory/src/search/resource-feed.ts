import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { BETWEEN_FIELDS, BETWEEN_RESOURCES, readResources, readUses } from './feed-row.rules.js';
import type { IndexedResource } from './indexed-resource.js';
import { currentSnapshot } from './kept-changes.js';

/** Blocks of a table read at once: a statement of some ten to a hundred milliseconds. */
const BLOCKS = 1_000;
const CHANGES_AT_ONCE = 1_000;

const literal = (character: string) => `E'\\x${character.charCodeAt(0).toString(16)}'`;
/** What names the resource itself is kept as it is; no name or owner may look like a field's end. */
const plain = (column: string) =>
  `translate(coalesce(${column}, ''), ${literal(BETWEEN_FIELDS)} || ${literal(BETWEEN_RESOURCES)}, '  ')`;

const PRINCIPALS = `('${RESOURCE_TYPES.role}', '${RESOURCE_TYPES.user}')`;
const DAY_OF_USE = `greatest(1, (last_used_at AT TIME ZONE 'UTC')::date - date '1970-01-01')`;
const DAY_OF_BIRTH = `
  CASE WHEN resource_type NOT IN ${PRINCIPALS} THEN 0 ELSE greatest(1, (CASE
    WHEN settings->>'createdAt' ~ '^[0-9]{4}-(0[1-9]|1[0-2])-([01][0-9]|2[0-8])T' THEN left(settings->>'createdAt', 10)::timestamp
    ELSE first_seen_at AT TIME ZONE 'UTC' END)::date - date '1970-01-01') END`;

const fieldsSql = (unusedSince: string, isDenied: string) =>
  [
    'r.arn',
    'account_id',
    'resource_type',
    'region',
    plain('name'),
    plain('owner'),
    `coalesce(left(is_public::text, 1), '')`,
    '(extract(epoch FROM changed_at) * 1000000)::bigint::text',
    `(${unusedSince})::text`,
    isDenied,
    'tags::text',
  ].join(` || ${literal(BETWEEN_FIELDS)} || `);

/** A search does not find what is gone, nor AWS's own policies, which are no resources of the estate. */
const IS_THERE = `deleted_at IS NULL AND account_id <> 'aws'`;

const together = (rows: string) => `
  SELECT coalesce(string_agg(fields, ${literal(BETWEEN_RESOURCES)}), '') AS text FROM (${rows}) AS rows`;
const IN_BLOCKS = `ctid >= format('(%s,0)', $1::bigint)::tid AND ctid < format('(%s,0)', $2::bigint)::tid`;

/** How many blocks a table has. */
const blocksSql = (table: string) =>
  `SELECT pg_relation_size('${table}') / current_setting('block_size')::integer AS blocks`;

/** Without use and denials, which are read apart: looking them up resource by resource would take most of the time. */
const RESOURCES_SQL = together(`
  SELECT ${fieldsSql(DAY_OF_BIRTH, `'f'`)} AS fields FROM resources r WHERE ${IS_THERE} AND ${IN_BLOCKS}`);
const USES_SQL = together(`
  SELECT arn || ${literal(BETWEEN_FIELDS)} || ${DAY_OF_USE} AS fields FROM principal_usage
  WHERE last_used_at IS NOT NULL AND ${IN_BLOCKS}`);
const DENIALS_SQL = together(`SELECT arn AS fields FROM denial_counts WHERE ${IN_BLOCKS}`);

const ALL_FIELDS_SQL = `
  SELECT ${fieldsSql(
    `CASE WHEN last_used_at IS NOT NULL AND resource_type IN ${PRINCIPALS} THEN ${DAY_OF_USE} ELSE ${DAY_OF_BIRTH} END`,
    `CASE WHEN d.arn IS NULL THEN 'f' ELSE 't' END`,
  )} AS fields
  FROM resources r LEFT JOIN principal_usage u ON u.arn = r.arn LEFT JOIN denial_counts d ON d.arn = r.arn
  WHERE ${IS_THERE}`;
const AMONG_SQL = together(`${ALL_FIELDS_SQL} AND r.arn = ANY($1::text[])`);

/**
 * What was committed since a snapshot was taken, and how it is by then; transactions of the future are those of another
 * server's dump. Each is looked up by itself: nothing then makes Postgres read all resources for a few.
 */
const CHANGES_SQL = `
  WITH changes AS MATERIALIZED (
    SELECT DISTINCT arn FROM search_changes
    WHERE changed_in >= pg_snapshot_xmin($1::pg_snapshot) AND changed_in < pg_snapshot_xmax(pg_current_snapshot())
      AND NOT pg_visible_in_snapshot(changed_in, $1::pg_snapshot)),
  first AS MATERIALIZED (SELECT arn FROM changes LIMIT ${CHANGES_AT_ONCE}),
  there AS (${together(`SELECT (${ALL_FIELDS_SQL} AND r.arn = first.arn) AS fields FROM first`)})
  SELECT pg_current_snapshot()::text AS snapshot, ARRAY(SELECT arn FROM first) AS asked, (SELECT text FROM there) AS text,
    ARRAY(SELECT arn FROM changes WHERE arn NOT IN (SELECT arn FROM first)) AS more`;
const FORGET_SQL = `DELETE FROM search_changes WHERE noted_at < now() - $1 * interval '1 second'`;

/** Resources that were asked for, and those of them that are there. */
export interface FoundResources {
  readonly asked: readonly string[];
  readonly there: readonly IndexedResource[];
}

/** What changed since a snapshot, some at a time, and the snapshot up to which that is known. */
export interface FeedChanges {
  readonly snapshot: string;
  readonly changes: AsyncIterable<FoundResources>;
}

interface ChangesRow extends Record<string, unknown> {
  readonly snapshot: string;
  readonly asked: readonly string[];
  readonly text: string;
  /** What was too much for one answer. */
  readonly more: readonly string[];
}

interface TextRow extends Record<string, unknown> {
  readonly text: string;
}

/** What the index in memory is made of, read from the store. */
@Injectable()
export class ResourceFeed {
  constructor(private readonly database: Database) {}

  /** Which transactions are seen by now. */
  snapshot(): Promise<string> {
    return currentSnapshot(this.database);
  }

  /**
   * Every resource that is there, without its use and its denials, in the order in which the table has them. What is
   * written meanwhile may come twice or not at all, and is among the changes since.
   */
  async *everything(): AsyncGenerator<readonly IndexedResource[]> {
    for await (const text of this.pages('resources', RESOURCES_SQL)) yield readResources(text);
  }

  /** When principals were last used, in days since 1970, as far as that is known. */
  async *uses(): AsyncGenerator<readonly (readonly [arn: string, day: number])[]> {
    for await (const text of this.pages('principal_usage', USES_SQL)) yield readUses(text);
  }

  /** What there are denied calls of. */
  async *denials(): AsyncGenerator<readonly string[]> {
    for await (const text of this.pages('denial_counts', DENIALS_SQL)) yield text.split(BETWEEN_RESOURCES);
  }

  async changesSince(snapshot: string): Promise<FeedChanges> {
    const [row] = await this.database.queryPrepared<ChangesRow>(CHANGES_SQL, [snapshot]);
    return { snapshot: row?.snapshot ?? snapshot, changes: this.changesOf(row) };
  }

  private async *changesOf(row: ChangesRow | undefined): AsyncGenerator<FoundResources> {
    if (row === undefined) return;
    yield { asked: row.asked, there: readResources(row.text) };
    for (let from = 0; from < row.more.length; from += CHANGES_AT_ONCE) {
      const asked = row.more.slice(from, from + CHANGES_AT_ONCE);
      const [among] = await this.database.query<TextRow>(AMONG_SQL, [asked]);
      yield { asked, there: readResources(among?.text ?? '') };
    }
  }

  /** Forgets changes that everybody has followed. */
  async forget(olderThanSeconds: number): Promise<void> {
    await this.database.query(FORGET_SQL, [olderThanSeconds]);
  }

  /** A table's rows as SQL writes them, some blocks at a time; the next ones are fetched while some are taken in. */
  private async *pages(table: string, sql: string): AsyncGenerator<string> {
    const [size] = await this.database.query<{ blocks: string }>(blocksSql(table));
    const blocks = Number(size?.blocks ?? 0);
    let next = this.page(sql, 0);
    for (let from = 0; from < blocks; from += BLOCKS) {
      const text = await next;
      next = this.page(sql, from + BLOCKS);
      // Whoever stops early does not wait for it.
      next.catch(() => undefined);
      if (text !== '') yield text;
    }
  }

  private async page(sql: string, from: number): Promise<string> {
    const [row] = await this.database.query<TextRow>(sql, [from, from + BLOCKS]);
    return row?.text ?? '';
  }
}
