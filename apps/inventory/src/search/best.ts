import type { SlotOrder } from './slot-order.js';

/** The first so many slots of a list, whatever the order in which they come. */
export class Best {
  readonly slots: number[] = [];
  #limit = Infinity;

  constructor(
    private readonly count: number,
    private readonly order: Pick<SlotOrder, 'rank' | 'compare'>,
  ) {}

  /** What is ranked above it is not among them. */
  get limit(): number {
    return this.#limit;
  }

  offer(slot: number): void {
    const { slots, order, count } = this;
    if (this.#isBeyond(slot)) return;
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order.compare(slots[middle] ?? 0, slot) < 0) low = middle + 1;
      else high = middle;
    }
    slots.splice(low, 0, slot);
    if (slots.length > count) slots.pop();
    const worst = slots.at(-1);
    if (slots.length === count && worst !== undefined) this.#limit = order.rank(worst);
  }

  #isBeyond(slot: number): boolean {
    const last = this.slots[this.count - 1];
    return last !== undefined && this.order.compare(last, slot) < 0;
  }
}
