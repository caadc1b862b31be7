import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  listResourceVersions,
  readCursor,
  refuse,
  writeCursor,
  type ReplyOf,
  type RequestOf,
  type ResourceVersion,
} from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { DocumentTextsQuery } from '../resource/document-texts.js';
import { fittingCount, fittingParts } from '../resource/reply-budget.rules.js';
import { resourceDocuments } from '../resource/resource-documents.rules.js';
import type { ResourceParts } from '../resource/resource-parts.js';
import type { Sight } from '../visibility/sight.js';

const CursorKey = z.tuple([z.int().positive()]);

interface VersionRow extends Pick<
  ResourceVersion,
  'revision' | 'change' | 'changed' | 'changedBy' | 'tags' | 'settings'
> {
  readonly accountId: string;
  readonly resourceType: string;
  readonly name: string;
  readonly seenAt: Date;
  readonly changedAt: Date | null;
  readonly parts: ResourceParts;
}

const SQL = `
  SELECT v.revision, v.change, v.changed, v.seen_at AS "seenAt", v.changed_at AS "changedAt", v.changed_by AS "changedBy",
         v.tags, v.settings, v.parts, r.account_id AS "accountId", r.resource_type AS "resourceType", r.name
  FROM resource_versions v JOIN resources r USING (arn)
  WHERE v.arn = $1 AND ($2::integer IS NULL OR v.revision < $2)
  ORDER BY v.revision DESC LIMIT $3`;

/** One page of a resource's history, newest first. */
@Injectable()
export class ListResourceVersionsQuery {
  constructor(
    private readonly database: Database,
    private readonly texts: DocumentTextsQuery,
  ) {}

  async execute(
    { arn, limit, cursor }: RequestOf<typeof listResourceVersions>,
    sight: Sight,
  ): Promise<ReplyOf<typeof listResourceVersions>> {
    const after = cursor === undefined ? [null] : readCursor({ arn }, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(listResourceVersions, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const [before] = after;
    const stored = await this.database.query<VersionRow & Record<string, unknown>>(SQL, [arn, before, limit + 1]);
    const rows = (await sight.seen(arn, stored[0])) === null ? [] : stored;
    if (rows.length === 0 && before === null) {
      throw refuse(listResourceVersions, 'RESOURCE_UNKNOWN', `${arn} was never seen in an account.`);
    }
    const complete = await Promise.all(rows.slice(0, limit).map((row) => this.complete(row)));
    const items = complete.slice(0, fittingCount(complete));
    const last = items.at(-1);
    const hasMore = rows.length > items.length && last !== undefined;
    return { items, ...(hasMore && { nextCursor: writeCursor({ arn }, [last.revision]) }) };
  }

  private async complete(row: VersionRow): Promise<ResourceVersion> {
    const { accountId: _account, resourceType, name, parts, seenAt, changedAt, ...version } = row;
    const texts = await this.texts.of({ parts, asOf: seenAt });
    const { tags, settings } = version;
    const documents = resourceDocuments({ resourceType, name }, parts, texts);
    const { omitted, ...fitting } = fittingParts({ tags, settings, documents });
    return {
      ...version,
      ...fitting,
      ...(omitted.length > 0 && { omitted }),
      seenAt: seenAt.toISOString(),
      changedAt: changedAt?.toISOString() ?? null,
    };
  }
}
