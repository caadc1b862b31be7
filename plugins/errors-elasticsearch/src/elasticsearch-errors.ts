import type { ErrorPage, ErrorSource } from '@gatehouse/plugin-sdk';
import { z } from 'zod';
import { refusedCallOf } from './refused-call.rules.js';
import type { Hit, SearchApi } from './search-api.js';
import type { SearchSettings } from './search-settings.js';

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

const Position = z.array(z.union([z.string(), z.number(), z.null()])).length(2);

/** Reads an index in the order of time, page by page behind the last document that was read. */
export class ElasticsearchErrors implements ErrorSource {
  readonly id = 'elasticsearch';

  constructor(
    private readonly settings: SearchSettings,
    private readonly api: Pick<SearchApi, 'search'>,
    private readonly now: () => Date,
  ) {}

  async *read(after: string | null, signal: AbortSignal): AsyncIterable<ErrorPage> {
    const { fields, pageSize } = this.settings;
    // One end for all pages, so that the reading ends however much is written meanwhile.
    const until = new Date(this.now().getTime() - this.settings.lagSeconds * 1_000);
    let position = after === null ? null : positionIn(after);
    for (;;) {
      signal.throwIfAborted();
      const hits: readonly Hit[] = await this.api.search(this.question(position, until), signal);
      const last = hits.at(-1);
      if (last === undefined) return;
      position = last.sort;
      const calls = hits.flatMap(({ source }) => refusedCallOf(source, fields) ?? []);
      yield { calls, position: JSON.stringify(position) };
      if (hits.length < pageSize) return;
    }
  }

  private question(position: Hit['sort'] | null, until: Date): object {
    const { fields, errorCodes, pageSize } = this.settings;
    const range = { gte: new Date(until.getTime() - WEEK_MS).toISOString(), lte: until.toISOString() };
    return {
      size: pageSize,
      track_total_hits: false,
      query: { bool: { filter: [{ terms: { [fields.errorCode]: errorCodes } }, { range: { [fields.time]: range } }] } },
      sort: [{ [fields.time]: { order: 'asc' } }, { [fields.id]: { order: 'asc' } }],
      _source: Object.values(fields),
      ...(position !== null && { search_after: position }),
    };
  }
}

function positionIn(text: string): Hit['sort'] {
  try {
    return Position.parse(JSON.parse(text));
  } catch {
    throw new TypeError('This is not a position that this source gave.');
  }
}
