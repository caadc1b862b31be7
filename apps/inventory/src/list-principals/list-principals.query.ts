import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  listPrincipals,
  readCursor,
  refuse,
  writeCursor,
  type PrincipalSummary,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { fittingCount, fittingTags } from '../resource/reply-budget.rules.js';
import { SearchIndex } from '../search/search-index.js';
import { offeredOf, withinSight } from '../search/wanted.rules.js';
import type { Sight } from '../visibility/sight.js';

interface Page {
  readonly rows: readonly Row[];
  /** The ARN that the page ends with; null on the last. */
  readonly next: string | null;
}

const CursorKey = z.tuple([z.string()]);

/** The columns of a principal's row in a list; `r` is the resource, `a` its account. */
export const SUMMARY_COLUMNS = `
  r.arn, r.account_id AS "accountId", a.name AS "accountName",
  CASE r.resource_type WHEN '${RESOURCE_TYPES.role}' THEN 'role' ELSE 'user' END AS type, r.name, r.path,
  r.settings->>'description' AS description, (r.settings->>'maxSessionSeconds')::integer AS "maxSessionSeconds",
  r.tags, r.revision`;

const FROM = `
  SELECT ${SUMMARY_COLUMNS}
  FROM resources r JOIN accounts a USING (account_id)
  WHERE r.deleted_at IS NULL`;

const ALL_SQL = `${FROM} AND r.resource_type = ANY($1::text[])
    AND ($2::text IS NULL OR r.arn > $2)
    AND ($3::text IS NULL OR r.account_id = $3)
    AND ($5::text[] IS NULL OR r.account_id = ANY($5))
  ORDER BY r.arn LIMIT $4`;

const AMONG_SQL = `${FROM} AND r.arn = ANY($1::text[]) ORDER BY r.arn`;

type Row = PrincipalSummary & Record<string, unknown>;

/** What is listed, behind the ARN with which the page before ended. */
interface Listed {
  readonly types: string[];
  readonly accountId: string | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** One page of the list of principals. */
@Injectable()
export class ListPrincipalsQuery {
  constructor(
    private readonly database: Database,
    private readonly index: SearchIndex,
  ) {}

  async execute(request: RequestOf<typeof listPrincipals>, sight: Sight): Promise<ReplyOf<typeof listPrincipals>> {
    const { limit, cursor, type, accountId, search } = request;
    const scope = { type, accountId, search };
    const read = cursor === undefined ? [null] : readCursor(scope, CursorKey, cursor);
    if (read === undefined) {
      throw refuse(listPrincipals, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const listed = { types: typesOf(type), accountId, after: read[0], limit };
    const { rows, next } = search ? await this.found(search, listed, sight) : await this.all(listed, sight);
    const fitting = rows.map((row) => ({ ...row, tags: fittingTags(row.tags) }));
    const items = fitting.slice(0, fittingCount(fitting));
    const last = items.length < rows.length ? (items.at(-1)?.arn ?? null) : next;
    return { items, ...(last !== null && { nextCursor: writeCursor(scope, [last]) }) };
  }

  private async all({ types, accountId, after, limit }: Listed, sight: Sight): Promise<Page> {
    const wanted = [types, after, accountId ?? null, limit + 1, sight.accountIds];
    const rows = await this.database.query<Row>(ALL_SQL, wanted);
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.arn ?? null) : null };
  }

  /** What is gone since it was found is left out. */
  private async found(search: string, { types, accountId, after, limit }: Listed, sight: Sight): Promise<Page> {
    const wanted = withinSight(offeredOf(search.toLowerCase(), 'containing', { types, accountId }), sight);
    const index = await this.index.upToDate();
    const start = after === null ? null : { key: after, arn: after };
    const found = await index.among(wanted, (matches) => matches.page({ sort: 'arn', after: start, count: limit + 1 }));
    const arns = found.slice(0, limit).map(({ arn }) => arn);
    const rows = await this.database.query<Row>(AMONG_SQL, [arns]);
    return { rows, next: found.length > limit ? (arns.at(-1) ?? null) : null };
  }
}

function typesOf(type: RequestOf<typeof listPrincipals>['type']): string[] {
  return type === undefined ? [RESOURCE_TYPES.role, RESOURCE_TYPES.user] : [RESOURCE_TYPES[type]];
}
