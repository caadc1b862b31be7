import { Best } from './best.js';
import { breather } from './breather.js';
import { narrow, type Scratch } from './narrowing.js';
import type { ResourceIndex } from './resource-index.js';
import { slotOrder, type SlotOrder } from './slot-order.js';
import { SlotSet } from './slot-set.js';
import { soughtIn, testOf } from './sought.js';
import { COUNT_LIMIT, type Count, type Position, type SortOrder, type Wanted } from './wanted.js';

/** Slots looked at between two looks at the clock, at about a ten millionth to a three millionth of a second each. */
const SLICE = 10_000;
/** Slots of which the ranks are looked at between two looks at the clock. */
const STRETCH = 65_536;

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
    const scratch = this.#idle.pop() ?? newScratch(this.index.slots);
    try {
      const sought = soughtIn(this.index, wanted);
      narrow(this.index, wanted, sought, scratch);
      return await work(new Matches(this.index, scratch.found, testOf(this.index, wanted, sought), breather()));
    } finally {
      this.#idle.push(scratch);
    }
  }
}

function newScratch(capacity: number): Scratch {
  return { found: new SlotSet(capacity), part: new SlotSet(capacity), other: new SlotSet(capacity) };
}

/** What a search finds. */
export class Matches {
  constructor(
    private readonly index: ResourceIndex,
    private readonly candidates: SlotSet,
    private readonly isMatch: (slot: number) => boolean,
    private readonly rest: () => Promise<void>,
  ) {}

  async page({ sort, after, count }: PageWanted): Promise<FoundResource[]> {
    const order = slotOrder(this.index, sort, after);
    const slots =
      sort === 'arn' ? await this.#inOrderOfArns(order, after, count) : (await this.#best(order, 0, count)).slots;
    return this.#found(slots, order);
  }

  /** Names that begin in the same way, sorted by name; `beginning` is in lower case. */
  async beginning(beginning: string, count: number): Promise<FoundResource[]> {
    const { names } = this.index;
    const order = slotOrder(this.index, 'name', null);
    const end = names.before(`${beginning}\u{10ffff}`, '', false);
    const best = await this.#best(order, this.index.sorted, count);
    let seen = 0;
    for (let place = names.before(beginning, '', false); place < end && seen < count; place += 1) {
      const slot = names.at(place);
      if (place % SLICE === 0) await this.rest();
      if (!this.candidates.has(slot) || !this.isMatch(slot)) continue;
      best.offer(slot);
      seen += 1;
    }
    return this.#found(best.slots, order);
  }

  /** Counts to the limit. */
  async count(): Promise<Count> {
    let total = 0;
    await this.#each(0, this.index.slots, (slot) => {
      if (this.isMatch(slot)) total += 1;
      return total <= COUNT_LIMIT;
    });
    return { total: Math.min(total, COUNT_LIMIT), isExact: total <= COUNT_LIMIT };
  }

  /** Slots are in that order, but for newcomers, which are few. */
  async #inOrderOfArns(order: SlotOrder, after: Position | null, count: number): Promise<number[]> {
    const { sorted } = this.index;
    const best = await this.#best(order, sorted, count);
    const start = after === null ? 0 : this.index.arnsBefore(Buffer.from(after.arn), true);
    let seen = 0;
    await this.#each(start, sorted, (slot) => {
      if (!this.isMatch(slot)) return true;
      best.offer(slot);
      seen += 1;
      return seen < count;
    });
    return best.slots;
  }

  async #best(order: SlotOrder, start: number, count: number): Promise<Best> {
    const best = new Best(count, order);
    for (let from = start; from < this.index.slots; from += STRETCH) {
      this.#offer(best, order, { from, to: Math.min(from + STRETCH, this.index.slots) });
      await this.rest();
    }
    return best;
  }

  #offer(best: Best, order: SlotOrder, { from, to }: { readonly from: number; readonly to: number }): void {
    const ranks = order.ranks();
    const next = (slot: number) => this.candidates.nextRanked(slot, to, { ranks, limit: best.limit });
    for (let slot = next(from); slot !== -1; slot = next(slot + 1)) {
      if (order.isAfter(slot) && this.isMatch(slot)) best.offer(slot);
    }
  }

  async #each(from: number, to: number, visit: Visit): Promise<void> {
    for (let slot = from; ;) {
      slot = this.#slice(slot, to, visit);
      if (slot === -1) return;
      await this.rest();
    }
  }

  /** Where to go on; -1 when that was all. */
  #slice(from: number, to: number, visit: Visit): number {
    let slot = from;
    for (let step = 0; step < SLICE; step += 1) {
      slot = this.candidates.next(slot);
      if (slot === -1 || slot >= to || !visit(slot)) return -1;
      slot += 1;
    }
    return slot;
  }

  #found(slots: readonly number[], order: SlotOrder): FoundResource[] {
    return slots.map((slot) => ({ key: order.key(slot), arn: this.index.texts.arn(slot) }));
  }
}
