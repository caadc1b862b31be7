import { Injectable } from '@nestjs/common';
import { findResource, refuse, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { DocumentTextsQuery } from '../resource/document-texts.js';
import { fittingParts } from '../resource/reply-budget.rules.js';
import { resourceDocuments } from '../resource/resource-documents.rules.js';
import { ConsolePages } from './console-pages.js';
import { ResourceFreshness } from './resource-freshness.js';
import { ResourceRows } from './resource-rows.js';
import type { Sight } from '../visibility/sight.js';

/** Everything known of one resource, also of one that is gone. */
@Injectable()
export class FindResourceQuery {
  constructor(
    private readonly rows: ResourceRows,
    private readonly texts: DocumentTextsQuery,
    private readonly freshness: ResourceFreshness,
    private readonly console: ConsolePages,
  ) {}

  async execute({ arn }: RequestOf<typeof findResource>, sight: Sight): Promise<ReplyOf<typeof findResource>> {
    const row = await sight.seen(arn, await this.rows.find(arn));
    if (row === null) throw refuse(findResource, 'RESOURCE_UNKNOWN', `${arn} was never seen in an account.`);
    const { parts, readAt, lastUsedAt, changedAt, firstSeenAt, deletedAt, ...known } = row;
    const [texts, freshness, settings] = await Promise.all([
      this.texts.of({ parts, asOf: deletedAt }),
      this.freshness.of({ ...row, readAt }),
      this.rows.settingsOf(row, sight),
    ]);
    const { tags } = row;
    const { omitted, ...fitting } = fittingParts({ tags, settings, documents: resourceDocuments(row, parts, texts) });
    return {
      resource: {
        ...known,
        ...fitting,
        ...(omitted.length > 0 && { omitted }),
        groups: [...(parts.groups ?? [])],
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        changedAt: changedAt.toISOString(),
        firstSeenAt: firstSeenAt.toISOString(),
        deletedAt: deletedAt?.toISOString() ?? null,
        consoleUrl: this.console.of(row),
        freshness,
      },
    };
  }
}
