/** What merging has to know of a segment. */
export interface SegmentState {
  /** Slots, of what is there and of what is gone. */
  readonly slots: number;
  /** Resources that are there. */
  readonly size: number;
  readonly isWorn: boolean;
}

/** So many newcomers are sealed, and after a while fewer: each search compares all of them. */
export const FULL = 65_536;
export const FULL_WHEN_DUE = 8_192;
/** A segment is merged with newer ones that are not so many times smaller together. */
const ALIKE = 1.5;
/** No merged segment has more than this share of all resources, unless these are few. */
const LARGEST = { least: 6 * FULL, share: 0.25 };

/**
 * Which segments, the last of which is the open one, are to be made one; none when that would gain nothing. `isDue`:
 * newcomers have waited for long.
 */
export function mergeOf(segments: readonly SegmentState[], isDue: boolean): readonly number[] {
  const open = segments.at(-1)?.slots ?? 0;
  if (open >= (isDue ? FULL_WHEN_DUE : FULL)) return newest(segments);
  const worn = segments.findIndex(({ isWorn }) => isWorn);
  return worn === -1 ? [] : [worn];
}

/**
 * The open one, and those before it that are hardly larger: each resource is moved a few times then, and segments stay
 * few. What is made anew stands beside what it is made of for a moment, so that it is never more than a part of the whole.
 */
function newest(segments: readonly SegmentState[]): readonly number[] {
  const largest = Math.max(LARGEST.least, LARGEST.share * segments.reduce((sum, { size }) => sum + size, 0));
  const merged: number[] = [];
  let together = 0;
  for (const [at, { size }] of [...segments.entries()].toReversed()) {
    if (merged.length > 0 && (size > ALIKE * together || size + together > largest)) break;
    merged.unshift(at);
    together += size;
  }
  return merged;
}
