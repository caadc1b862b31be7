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
import { containing } from '../search/containing.rules.js';
import type { Sight } from '../visibility/sight.js';

const CursorKey = z.tuple([z.string()]);

/** The columns of a principal's row in a list; `r` is the resource, `a` its account. */
export const SUMMARY_COLUMNS = `
  r.arn, r.account_id AS "accountId", a.name AS "accountName",
  CASE r.resource_type WHEN '${RESOURCE_TYPES.role}' THEN 'role' ELSE 'user' END AS type, r.name, r.path,
  r.settings->>'description' AS description, (r.settings->>'maxSessionSeconds')::integer AS "maxSessionSeconds",
  r.tags, r.revision`;

const SQL = `
  SELECT ${SUMMARY_COLUMNS}
  FROM resources r JOIN accounts a USING (account_id)
  WHERE r.deleted_at IS NULL AND r.resource_type = ANY($1::text[])
    AND ($2::text IS NULL OR r.arn > $2)
    AND ($3::text IS NULL OR r.account_id = $3)
    AND ($4::text IS NULL OR lower(r.arn) LIKE $4)
    AND ($6::text[] IS NULL OR r.account_id = ANY($6))
  ORDER BY r.arn LIMIT $5`;

/** One page of the list of principals. */
@Injectable()
export class ListPrincipalsQuery {
  constructor(private readonly database: Database) {}

  async execute(request: RequestOf<typeof listPrincipals>, sight: Sight): Promise<ReplyOf<typeof listPrincipals>> {
    const { limit, cursor, type, accountId, search } = request;
    const scope = { type, accountId, search };
    const after = cursor === undefined ? [null] : readCursor(scope, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(listPrincipals, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const rows = await this.database.query<PrincipalSummary & Record<string, unknown>>(SQL, [
      type === undefined ? [RESOURCE_TYPES.role, RESOURCE_TYPES.user] : [RESOURCE_TYPES[type]],
      ...after,
      accountId ?? null,
      search === undefined ? null : containing(search.toLowerCase()),
      limit + 1,
      sight.accountIds,
    ]);
    const fitting = rows.slice(0, limit).map((row) => ({ ...row, tags: fittingTags(row.tags) }));
    const items = fitting.slice(0, fittingCount(fitting));
    const last = items.at(-1);
    const hasMore = rows.length > items.length && last !== undefined;
    return { items, ...(hasMore && { nextCursor: writeCursor(scope, [last.arn]) }) };
  }
}
