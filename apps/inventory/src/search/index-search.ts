import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Best } from './best.js';
import { breather } from './breather.js';
import { narrow, newScratch, type Scratch } from './narrowing.js';
import type { ResourceIndex } from './resource-index.js';
import { slotOrder, type SlotOrder } from './slot-order.js';
import { soughtIn, testsOf, type Tests } from './sought.js';
import { COUNT_LIMIT, LOOKS_LIMIT, type Count, type Position, type SortOrder, type Wanted } from './wanted.js';

/** Slots looked at between two looks at the clock. */
const AT_ONCE = 64;
const SLICE = 5_000;
/** Slots of which the ranks are looked at between two looks at the clock. */
const STRETCH = 65_536;
/** So far a list is followed by name before everything that may be wanted is sorted instead. */
const WALK = 65_536;
/** A place of a list that turns out not to be wanted costs as much as so many that could not be. */
const MISS_COST = 50;

/** A resource that was found, and where it stands in the list. */
export type FoundResource = Position;

/** A part of a list. */
export interface PageWanted {
  readonly sort: SortOrder;
  /** Null for the beginning. */
  readonly after: Position | null;
  readonly count: number;
}

/** Sees a slot that may be wanted; false when it has seen enough. */
type Visit = (slot: number) => boolean;

/** Searches in an index. It lets others run in between, so that no search keeps the process busy for long. */
export class IndexSearch {
  readonly #idle: Scratch[] = [];

  constructor(private readonly index: ResourceIndex) {}

  /** Narrows down once what is wanted, for as long as `work` asks for pages and counts of it. */
  async among<T>(wanted: Wanted, work: (matches: Matches) => Promise<T>): Promise<T> {
    const scratch = this.#idle.pop() ?? newScratch(this.index);
    try {
      const sought = soughtIn(this.index, wanted);
      const unlisted = narrow(this.index, wanted, sought, scratch);
      return await work(new Matches(this.index, scratch, testsOf(this.index, wanted, { sought, unlisted })));
    } finally {
      this.#idle.push(scratch);
    }
  }
}

/** What a search finds. */
export class Matches {
  readonly #rest = breather();

  constructor(
    private readonly index: ResourceIndex,
    private readonly sets: Pick<Scratch, 'found' | 'sure'>,
    private readonly tests: Tests,
  ) {}

  async page({ sort, after, count }: PageWanted): Promise<FoundResource[]> {
    const order = slotOrder(this.index, sort, after);
    return this.#found(await this.#slots(order, { sort, after, count }), order);
  }

  /** Names that begin in the same way, sorted by name; `beginning` is in lower case. */
  async beginning(beginning: string, count: number): Promise<FoundResource[]> {
    const { names } = this.index;
    const order = slotOrder(this.index, 'name', null);
    const end = names.before(`${beginning}\u{10ffff}`, '', false);
    const best = await this.#newcomers(order, count);
    let seen = 0;
    for (let place = names.before(beginning, '', false); place < end && seen < count; place += 1) {
      const slot = names.at(place);
      if (place % SLICE === 0) await this.#rest();
      if (!this.sets.found.has(slot) || !this.#isMatch(slot)) continue;
      best.offer(slot);
      seen += 1;
    }
    return this.#found(best.slots, order);
  }

  /** Counts to the limits. */
  async count(): Promise<Count> {
    // What was asked of others before, e.g. of the store, is on its way then.
    await letOthersRun();
    const { sure } = this.sets;
    const isSureEnough = this.tests.unlisted === null;
    let total = isSureEnough ? sure.count() : 0;
    let looks = 0;
    if (total <= COUNT_LIMIT) {
      await this.#each(0, this.index.slots, (slot) => {
        if (isSureEnough && sure.has(slot)) return true;
        looks += 1;
        if (looks <= LOOKS_LIMIT && this.#isMatch(slot)) total += 1;
        return total <= COUNT_LIMIT && looks <= LOOKS_LIMIT;
      });
    }
    return { total: Math.min(total, COUNT_LIMIT), isExact: total <= COUNT_LIMIT && looks <= LOOKS_LIMIT };
  }

  async #slots(order: SlotOrder, { sort, after, count }: PageWanted): Promise<readonly number[]> {
    if (sort === 'arn') return this.#byArn(order, after, count);
    const walked = sort === 'name' ? await this.#byName(order, after, count) : null;
    return walked ?? (await this.#best(order, count, 0)).slots;
  }

  /** Slots are in that order, but for newcomers, which are few. */
  async #byArn(order: SlotOrder, after: Position | null, count: number): Promise<readonly number[]> {
    const best = await this.#newcomers(order, count);
    const start = after === null ? 0 : this.index.arnsBefore(Buffer.from(after.arn), true);
    let seen = 0;
    await this.#each(start, this.index.sorted, (slot) => {
      if (!this.#isMatch(slot)) return true;
      best.offer(slot);
      seen += 1;
      return seen < count;
    });
    return best.slots;
  }

  /** Follows the order of names for as long as that promises to be faster than sorting; null when it is not. */
  async #byName(order: SlotOrder, after: Position | null, count: number): Promise<readonly number[] | null> {
    const { names } = this.index;
    if (names.length * count > WALK * this.sets.found.count()) return null;
    const best = await this.#newcomers(order, count);
    let left = WALK;
    let seen = 0;
    const start = after === null ? 0 : names.before(after.key, after.arn, true);
    for (let place = start; place < names.length && seen < count; place += 1) {
      const slot = names.at(place);
      left -= 1;
      if (this.sets.found.has(slot)) {
        if (this.#isMatch(slot)) {
          best.offer(slot);
          seen += 1;
        } else left -= MISS_COST;
      }
      if (left <= 0) return null;
    }
    return best.slots;
  }

  /** The best of those that came after the index was made. */
  #newcomers(order: SlotOrder, count: number): Promise<Best> {
    return this.#best(order, count, this.index.sorted);
  }

  /** The best of all slots from one on. Ranks are looked at before texts, of which few are worth it. */
  async #best(order: SlotOrder, count: number, start: number): Promise<Best> {
    const best = new Best(count, order);
    for (let from = start; from < this.index.slots; from += STRETCH) {
      this.#offer(best, order, { from, to: Math.min(from + STRETCH, this.index.slots) });
      await this.#rest();
    }
    return best;
  }

  #offer(best: Best, order: SlotOrder, { from, to }: { readonly from: number; readonly to: number }): void {
    const { ranks, first } = order.ranks();
    const next = (slot: number) => this.sets.found.nextRanked(slot, to, { ranks, first, limit: best.limit });
    for (let slot = next(from); slot !== -1; slot = next(slot + 1)) {
      if (order.isAfter(slot) && this.#isMatch(slot)) best.offer(slot);
    }
  }

  async #each(from: number, to: number, visit: Visit): Promise<void> {
    const { found } = this.sets;
    const slots = new Int32Array(AT_ONCE);
    for (let start = from; ;) {
      const count = found.read({ from: start, to }, slots);
      if (count === 0) return;
      this.index.texts.warm(slots, count);
      for (let at = 0; at < count; at += 1) if (!visit(slots[at] ?? 0)) return;
      start = (slots[count - 1] ?? 0) + 1;
      await this.#rest();
    }
  }

  #isMatch(slot: number): boolean {
    const { listed, unlisted } = this.tests;
    return (unlisted === null || unlisted(slot)) && (this.sets.sure.has(slot) || listed(slot));
  }

  #found(slots: readonly number[], order: SlotOrder): FoundResource[] {
    return slots.map((slot) => ({ key: order.key(slot), arn: this.index.texts.arn(slot) }));
  }
}
