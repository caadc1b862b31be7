import type { FanOutItem } from '../define-task.js';

const MOST_ITEMS = 20_000;
const LONGEST_ITEM = 300;

/** The items of a run, each once and with a label. Throws when there are too many, or one is too long to keep. */
export function plannedItems(told: readonly (string | FanOutItem)[]): readonly FanOutItem[] {
  const planned = new Map<string, FanOutItem>();
  for (const one of told) {
    const { item, label } = typeof one === 'string' ? { item: one, label: one } : one;
    if (item.length > LONGEST_ITEM) throw new Error(`An item has ${item.length} characters, at most ${LONGEST_ITEM}.`);
    planned.set(item, { item, label: (label || item).slice(0, LONGEST_ITEM) });
  }
  if (planned.size > MOST_ITEMS) throw new Error(`There are ${planned.size} items, at most ${MOST_ITEMS} can be done.`);
  return [...planned.values()];
}
