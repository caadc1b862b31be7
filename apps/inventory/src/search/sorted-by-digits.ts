/** Steps between two looks at the clock. */
const STEPS = 20_000;
/** So few are sorted one by one. */
const SMALL = 12;
/** Bytes that a number of `digits` stands for. */
const DIGITS = 6;
const BASE = 257;

/** Six bytes of what an item is sorted by, from a depth on, as a number; a multiple of 257 when it ends within them. */
export type DigitsOf = (item: number, depth: number) => number;

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Deep extends Range {
  readonly depth: number;
}

/** Sorts items by texts, six bytes at a time, and those with the same text by their numbers. */
export async function sortByDigits(items: Int32Array, digits: DigitsOf, rest: () => Promise<void>): Promise<void> {
  const keys = new Float64Array(items.length);
  const waiting: Deep[] = [{ from: 0, to: items.length, depth: 0 }];
  let steps = 0;
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    for (let at = range.from; at < range.to; at += 1) {
      keys[at] = digits(items[at] ?? 0, range.depth);
      if ((steps += 1) % STEPS === 0) await rest();
    }
    if (range.to - range.from > STEPS) await sortLarge(keys, items, range, rest);
    else sortByKeys(keys, items, range);
    waiting.push(...unsorted(keys, items, range));
  }
}

/** The runs of the same key, for which more bytes have to tell; those that end within it are sorted by their numbers. */
function unsorted(keys: Float64Array, items: Int32Array, range: Deep): Deep[] {
  const runs = sameIn(keys, range).map((run) => ({ ...run, depth: range.depth + DIGITS }));
  return runs.filter(({ from, to }) => {
    const isOver = (keys[from] ?? 0) % BASE === 0;
    if (isOver) items.subarray(from, to).sort();
    return !isOver;
  });
}

/** The runs of the same key. */
function sameIn(keys: Float64Array, { from, to }: Range): Range[] {
  const runs: Range[] = [];
  for (let start = from; start < to;) {
    let end = start + 1;
    while (end < to && keys[end] === keys[start]) end += 1;
    if (end - start > 1) runs.push({ from: start, to: end });
    start = end;
  }
  return runs;
}

async function sortLarge(
  keys: Float64Array,
  items: Int32Array,
  range: Range,
  rest: () => Promise<void>,
): Promise<void> {
  const waiting: Range[] = [range];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part.to - part.from <= STEPS) sortByKeys(keys, items, part);
    else waiting.push(...split(keys, items, part));
    await rest();
  }
}

function sortByKeys(keys: Float64Array, items: Int32Array, range: Range): void {
  if (range.to - range.from <= SMALL) {
    insertEach(keys, items, range);
    return;
  }
  for (const part of split(keys, items, range)) sortByKeys(keys, items, part);
}

/** Puts what has a lower key than a middle one first, and what has a higher one last; gives these two parts. */
function split(keys: Float64Array, items: Int32Array, { from, to }: Range): readonly [Range, Range] {
  const pivot = middleOf(keys[from] ?? 0, keys[(from + to) >>> 1] ?? 0, keys[to - 1] ?? 0);
  let less = from;
  let more = to;
  for (let at = from; at < more;) {
    const key = keys[at] ?? 0;
    if (key === pivot) at += 1;
    else if (key < pivot) swap(keys, items, [at++, less++]);
    else swap(keys, items, [at, --more]);
  }
  return [
    { from, to: less },
    { from: more, to },
  ];
}

function middleOf(one: number, other: number, third: number): number {
  return Math.max(Math.min(one, other), Math.min(Math.max(one, other), third));
}

function swap(keys: Float64Array, items: Int32Array, [one, other]: readonly [number, number]): void {
  const [key, item] = [keys[one] ?? 0, items[one] ?? 0];
  keys[one] = keys[other] ?? 0;
  items[one] = items[other] ?? 0;
  keys[other] = key;
  items[other] = item;
}

function insertEach(keys: Float64Array, items: Int32Array, { from, to }: Range): void {
  for (let next = from + 1; next < to; next += 1) {
    for (let at = next; at > from && (keys[at - 1] ?? 0) > (keys[at] ?? 0); at -= 1) swap(keys, items, [at - 1, at]);
  }
}
