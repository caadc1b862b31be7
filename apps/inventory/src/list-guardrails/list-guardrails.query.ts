import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { listGuardrails, readCursor, refuse, writeCursor, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { guardrailOf, GuardrailRows } from '../organization/guardrail-rows.js';
import { containing } from '../search/containing.rules.js';
import type { Sight } from '../visibility/sight.js';

const CursorKey = z.tuple([z.string(), z.string(), z.string()]);

/** One page of the guardrails of all organizations. */
@Injectable()
export class ListGuardrailsQuery {
  constructor(private readonly guardrails: GuardrailRows) {}

  async execute(
    { limit, cursor, search }: RequestOf<typeof listGuardrails>,
    sight: Sight,
  ): Promise<ReplyOf<typeof listGuardrails>> {
    const scope = { search };
    const after = cursor === undefined ? [null, null, null] : readCursor(scope, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(listGuardrails, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const containingText = search === undefined ? null : containing(search);
    const rows = await this.guardrails.page(after, {
      search: containingText,
      limit: limit + 1,
      accountIds: sight.accountIds,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    const nextCursor = last && writeCursor(scope, [last.name, last.organizationId, last.policyId]);
    return { items: page.map(guardrailOf), ...(hasMore && { nextCursor }) };
  }
}
