import { setImmediate as letOthersRun } from 'node:timers/promises';
import { breather } from './breather.js';
import { firstOf } from './found-order.rules.js';
import { narrow, newScratch, type Scratch } from './narrowing.js';
import type { ResourceIndex } from './resource-index.js';
import type { Segment } from './segment.js';
import { SegmentMatches, type FoundResource, type PageWanted } from './segment-matches.js';
import { soughtIn, testsOf } from './sought.js';
import { COUNT_LIMIT, LOOKS_LIMIT, type Count, type Wanted } from './wanted.js';

/** Searches in an index. */
export class IndexSearch {
  readonly #idle = new WeakMap<Segment, Scratch[]>();

  constructor(private readonly index: ResourceIndex) {}

  /** Narrows down once what is wanted, for as long as `work` asks for pages and counts of it. */
  async among<T>(wanted: Wanted, work: (matches: Matches) => Promise<T>): Promise<T> {
    const sought = soughtIn(this.index.vocabulary, wanted);
    const rest = breather();
    const parts = this.index.segments
      .filter(({ size }) => size > 0)
      .map((segment) => ({ segment, scratch: this.#idleOf(segment).pop() ?? newScratch(segment) }));
    try {
      const matches = parts.map(({ segment, scratch }) => {
        const unlisted = narrow(segment, wanted, sought, scratch);
        return new SegmentMatches(segment, scratch, testsOf(segment, wanted, { sought, unlisted }), rest);
      });
      return await work(new Matches(matches));
    } finally {
      for (const { segment, scratch } of parts) this.#idleOf(segment).push(scratch);
    }
  }

  #idleOf(segment: Segment): Scratch[] {
    const idle = this.#idle.get(segment) ?? [];
    this.#idle.set(segment, idle);
    return idle;
  }
}

/** What a search finds, in all segments. */
export class Matches {
  constructor(private readonly parts: readonly SegmentMatches[]) {}

  page(wanted: PageWanted): Promise<readonly FoundResource[]> {
    return this.#first(wanted.sort, wanted.count, (part) => part.page(wanted));
  }

  /** Names that begin in the same way, sorted by name; `beginning` is in lower case. */
  beginning(beginning: string, count: number): Promise<readonly FoundResource[]> {
    return this.#first('name', count, (part) => part.beginning(beginning, count));
  }

  /** Counts to the limits. */
  async count(): Promise<Count> {
    // What was asked of others before, e.g. of the store, is on its way then.
    await letOthersRun();
    let counted = { total: 0, looks: 0 };
    for (const part of this.parts) {
      if (counted.total <= COUNT_LIMIT && counted.looks <= LOOKS_LIMIT) counted = await part.count(counted);
    }
    const { total, looks } = counted;
    return { total: Math.min(total, COUNT_LIMIT), isExact: total <= COUNT_LIMIT && looks <= LOOKS_LIMIT };
  }

  async #first(
    sort: PageWanted['sort'],
    count: number,
    find: (part: SegmentMatches) => Promise<FoundResource[]>,
  ): Promise<readonly FoundResource[]> {
    const found: FoundResource[][] = [];
    for (const part of this.parts) found.push(await find(part));
    return firstOf(found, sort, count);
  }
}
