import { sortByDigits } from './sorted-by-digits.js';
import type { TextStore } from './text-store.js';

/** Slots between two looks at the clock. */
const STEPS = 500;

/** The first slots in the order of their ARNs; of those with the same ARN, the last. */
export async function inOrderOfArns(texts: TextStore, slots: number, rest: () => Promise<void>): Promise<Int32Array> {
  const order = Int32Array.from({ length: slots }, (_, slot) => slot);
  await sortByDigits(order, texts.arnDigits, rest);
  let last = '';
  let count = 0;
  for (let at = 0; at < slots; at += 1) {
    if (at % STEPS === 0) await rest();
    const slot = order[at] ?? 0;
    const arn = texts.arn(slot);
    order[arn === last ? count - 1 : count++] = slot;
    last = arn;
  }
  return order.slice(0, count);
}
