import type { Stretch } from './finding.rules.js';
import { FOLDED } from './grams.rules.js';

/** Below, at or above 0 as a stretch of bytes stands before, at or behind another. */
export function compareBytes(one: Uint8Array, mine: Stretch, other: Uint8Array, theirs: Stretch): number {
  const length = Math.min(mine.to - mine.from, theirs.to - theirs.from);
  for (let at = 0; at < length; at += 1) {
    const difference = (one[mine.from + at] ?? 0) - (other[theirs.from + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return mine.to - mine.from - (theirs.to - theirs.from);
}

/** The same in lower case, as far as that is ASCII's. */
export function compareFolded(one: Uint8Array, mine: Stretch, other: Uint8Array, theirs: Stretch): number {
  const length = Math.min(mine.to - mine.from, theirs.to - theirs.from);
  for (let at = 0; at < length; at += 1) {
    const difference = (FOLDED[one[mine.from + at] ?? 0] ?? 0) - (FOLDED[other[theirs.from + at] ?? 0] ?? 0);
    if (difference !== 0) return difference;
  }
  return mine.to - mine.from - (theirs.to - theirs.from);
}
