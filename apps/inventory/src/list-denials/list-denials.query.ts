import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { listDenials, readCursor, refuse, writeCursor, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { DENIAL_COLUMNS, viewOfDenial, type DenialRow } from '../denial/denial-rows.js';
import { placeOfArn } from '../collectors/arn.rules.js';
import { windowStart } from '../denial/window.rules.js';
import type { Sight } from '../visibility/sight.js';

/** Microseconds of `last_seen_at`, because a cursor must not lose a row, and the id. */
const CursorKey = z.tuple([z.string().regex(/^\d{1,20}$/), z.string().max(64)]);

const MICROSECONDS = '(extract(epoch FROM d.last_seen_at) * 1000000)::bigint';

/** Each filter stands in the text only when it is used, so that its index is. */
const FILTERS = {
  principalArn: 'd.principal_arn',
  accountId: 'd.account_id',
} as const;

/** One page of denied calls, latest first. */
@Injectable()
export class ListDenialsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(request: RequestOf<typeof listDenials>, sight: Sight): Promise<ReplyOf<typeof listDenials>> {
    const { limit, cursor, principalArn, resourceArn, accountId } = request;
    const scope = { principalArn, resourceArn, accountId };
    const after = cursor === undefined ? null : readCursor(scope, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(listDenials, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const { conditions, parameters } = this.filtersOf(request, after, await accountsOf(request, sight));
    const rows = await this.database.query<DenialRow & { micros: string }>(
      `SELECT ${DENIAL_COLUMNS}, ${MICROSECONDS}::text AS micros FROM denials d
       WHERE ${conditions.join(' AND ')} ORDER BY d.last_seen_at DESC, d.denial_id DESC LIMIT $2`,
      [windowStart(this.clock.now()), limit + 1, ...parameters],
    );
    const items = rows.slice(0, limit).map(viewOfDenial);
    const last = rows[limit - 1];
    const hasMore = rows.length > limit && last !== undefined;
    return { items, ...(hasMore && { nextCursor: writeCursor(scope, [last.micros, last.denialId]) }) };
  }

  private filtersOf(
    request: RequestOf<typeof listDenials>,
    after: readonly [string, string] | null,
    accountIds: readonly string[] | null,
  ) {
    const parameters: unknown[] = [];
    const place = (value: unknown) => `$${String(parameters.push(value) + 2)}`;
    const conditions = ['d.last_seen_at >= $1::date'];
    for (const [field, column] of Object.entries(FILTERS) as [keyof typeof FILTERS, string][]) {
      if (request[field] !== undefined) conditions.push(`${column} = ${place(request[field])}`);
    }
    if (request.resourceArn !== undefined) {
      const arn = place(request.resourceArn);
      conditions.push(`(d.resource_arn = ${arn} OR d.holder_arn = ${arn})`);
    }
    if (accountIds !== null) conditions.push(`d.account_id = ANY(${place(accountIds)}::text[])`);
    if (after !== null) {
      const moment = `(timestamptz 'epoch' + ${place(after[0])}::bigint * interval '1 microsecond')`;
      conditions.push(`(d.last_seen_at, d.denial_id) < (${moment}, ${place(after[1])})`);
    }
    return { conditions, parameters };
  }
}

/** A denial is of whoever was denied. Null for all accounts, and where the one who is asked for is seen anyway. */
async function accountsOf(
  { principalArn }: RequestOf<typeof listDenials>,
  sight: Sight,
): Promise<readonly string[] | null> {
  if (principalArn === undefined) return sight.accountIds;
  const principal = await sight.seen(principalArn, { accountId: placeOfArn(principalArn).accountId });
  return principal === null ? sight.accountIds : null;
}
