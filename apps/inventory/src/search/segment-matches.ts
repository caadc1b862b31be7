import { Best } from './best.js';
import type { Scratch } from './narrowing.js';
import type { Segment } from './segment.js';
import { slotOrder, type SlotOrder } from './slot-order.js';
import type { Tests } from './sought.js';
import { COUNT_LIMIT, LOOKS_LIMIT, type Position, type SortOrder } from './wanted.js';

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

/** How many were found and looked at; above their limits where counting ended. */
export interface Counted {
  readonly total: number;
  readonly looks: number;
}

/** Sees a slot that may be wanted; false when it has seen enough. */
type Visit = (slot: number) => boolean;

/** What a search finds in a segment. It lets others run in between, so that no search keeps the process busy for long. */
export class SegmentMatches {
  constructor(
    private readonly segment: Segment,
    private readonly sets: Pick<Scratch, 'found' | 'sure'>,
    private readonly tests: Tests,
    private readonly rest: () => Promise<void>,
  ) {}

  async page({ sort, after, count }: PageWanted): Promise<FoundResource[]> {
    const order = slotOrder(this.segment, sort, after);
    return this.#found(await this.#slots(order, { sort, after, count }), order);
  }

  /** Names that begin in the same way, sorted by name; `beginning` is in lower case. */
  async beginning(beginning: string, count: number): Promise<FoundResource[]> {
    const { names } = this.segment;
    const order = slotOrder(this.segment, 'name', null);
    if (!this.segment.isSealed) return this.#found(await this.#best(order, count), order);
    const end = names.before(`${beginning}\u{10ffff}`, '', false);
    const found: number[] = [];
    for (let place = names.before(beginning, '', false); place < end && found.length < count; place += 1) {
      const slot = names.at(place);
      if (place % SLICE === 0) await this.rest();
      if (this.sets.found.has(slot) && this.#isMatch(slot)) found.push(slot);
    }
    return this.#found(found, order);
  }

  /** Counts to the limits, where so many were counted before. */
  async count(before: Counted): Promise<Counted> {
    const { sure } = this.sets;
    const isSureEnough = this.tests.unlisted === null;
    let total = before.total + (isSureEnough ? sure.count() : 0);
    let { looks } = before;
    if (total <= COUNT_LIMIT) {
      await this.#each(0, this.segment.slots, (slot) => {
        if (isSureEnough && sure.has(slot)) return true;
        looks += 1;
        if (looks <= LOOKS_LIMIT && this.#isMatch(slot)) total += 1;
        return total <= COUNT_LIMIT && looks <= LOOKS_LIMIT;
      });
    }
    return { total, looks };
  }

  async #slots(order: SlotOrder, { sort, after, count }: PageWanted): Promise<readonly number[]> {
    if (!this.segment.isSealed || sort === 'changed') return this.#best(order, count);
    if (sort === 'arn') return this.#byArn(after, count);
    return (await this.#byName(after, count)) ?? this.#best(order, count);
  }

  /** Slots are in that order. */
  async #byArn(after: Position | null, count: number): Promise<readonly number[]> {
    const found: number[] = [];
    const start = after === null ? 0 : this.segment.arnsBefore(Buffer.from(after.arn), true);
    await this.#each(start, this.segment.slots, (slot) => {
      if (this.#isMatch(slot)) found.push(slot);
      return found.length < count;
    });
    return found;
  }

  /** Follows the order of names for as long as that promises to be faster than sorting; null when it is not. */
  async #byName(after: Position | null, count: number): Promise<readonly number[] | null> {
    const { names } = this.segment;
    if (names.length * count > WALK * this.sets.found.count()) return null;
    const found: number[] = [];
    let left = WALK;
    const start = after === null ? 0 : names.before(after.key, after.arn, true);
    for (let place = start; place < names.length && found.length < count; place += 1) {
      const slot = names.at(place);
      left -= 1;
      if (this.sets.found.has(slot)) {
        if (this.#isMatch(slot)) found.push(slot);
        else left -= MISS_COST;
      }
      if (left <= 0) return null;
    }
    return found;
  }

  /** The best of all. Ranks are looked at before texts, of which few are worth it. */
  async #best(order: SlotOrder, count: number): Promise<readonly number[]> {
    const best = new Best(count, order);
    for (let from = 0; from < this.segment.slots; from += STRETCH) {
      this.#offer(best, order, { from, to: Math.min(from + STRETCH, this.segment.slots) });
      await this.rest();
    }
    return best.slots;
  }

  #offer(best: Best, order: SlotOrder, { from, to }: { readonly from: number; readonly to: number }): void {
    const { found } = this.sets;
    const { ranks } = order;
    const next = (slot: number) =>
      ranks === null ? found.nextBelow(slot, to) : found.nextRanked(slot, to, { ranks, limit: best.limit });
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
      this.segment.texts.warm(slots, count);
      for (let at = 0; at < count; at += 1) if (!visit(slots[at] ?? 0)) return;
      start = (slots[count - 1] ?? 0) + 1;
      await this.rest();
    }
  }

  #isMatch(slot: number): boolean {
    const { listed, unlisted } = this.tests;
    return (unlisted === null || unlisted(slot)) && (this.sets.sure.has(slot) || listed(slot));
  }

  #found(slots: readonly number[], order: SlotOrder): FoundResource[] {
    return slots.map((slot) => ({ key: order.key(slot), arn: this.segment.texts.arn(slot) }));
  }
}
