import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  listOrganizationNodes,
  readCursor,
  refuse,
  writeCursor,
  type OrganizationNode,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { SEEN_NODES_SQL } from '../organization/seen-nodes.sql.js';
import type { Sight } from '../visibility/sight.js';

const CursorKey = z.tuple([z.string(), z.string(), z.string()]);

/** Units come before accounts, as in the console; those without an account that is seen are left out. */
const SQL = `
  SELECT node_id AS "nodeId", organization_id AS "organizationId", parent_id AS "parentId", kind, name, arn,
    CASE kind WHEN 'account' THEN node_id END AS "accountId",
    (SELECT count(*)::integer FROM organization_nodes a
      WHERE a.organization_id = n.organization_id AND a.kind = 'account' AND a.deleted_at IS NULL
        AND ($6::text[] IS NULL OR a.node_id = ANY($6)) AND a.path @> ARRAY[n.node_id]) AS "accountCount",
    ARRAY(SELECT g.policy_id FROM guardrails g
      WHERE g.organization_id = n.organization_id AND g.attached_to @> ARRAY[n.node_id] AND g.deleted_at IS NULL
      ORDER BY g.name, g.policy_id LIMIT 50) AS "guardrailIds"
  FROM organization_nodes n
  WHERE deleted_at IS NULL AND parent_id IS NOT DISTINCT FROM $1
    AND ($2::text IS NULL OR (kind = 'account', name, node_id) > ($2 = 'account', $3, $4))
    AND ($6::text[] IS NULL OR node_id IN (${SEEN_NODES_SQL('$6')}))
  ORDER BY kind = 'account', name, node_id LIMIT $5`;

/** One page of the children of a point in the tree, or of the roots. */
@Injectable()
export class ListOrganizationNodesQuery {
  constructor(private readonly database: Database) {}

  async execute(
    { limit, cursor, parentId }: RequestOf<typeof listOrganizationNodes>,
    sight: Sight,
  ): Promise<ReplyOf<typeof listOrganizationNodes>> {
    const scope = { parentId };
    const after = cursor === undefined ? [null, null, null] : readCursor(scope, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(
        listOrganizationNodes,
        'CURSOR_INVALID',
        'This cursor is not of this list. Begin again without one.',
      );
    }
    const parameters = [parentId ?? null, ...after, limit + 1, sight.accountIds];
    const rows = await this.database.query<OrganizationNode & Record<string, unknown>>(SQL, parameters);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items, ...(hasMore && { nextCursor: writeCursor(scope, [last.kind, last.name, last.nodeId]) }) };
  }
}
