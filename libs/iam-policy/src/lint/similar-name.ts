import { asciiLowerCase } from '../match/ascii.js';

/** Longer names are not compared: nobody mistypes them by a letter or two. */
const MAX_LENGTH = 80;

/** The candidate that differs by the fewest letters, when they are few; of equals the first. */
export function similarName(text: string, candidates: Iterable<string>): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const wanted = asciiLowerCase(text);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(text.length / 4)) + 1;
  for (const candidate of candidates) {
    if (candidate.length > MAX_LENGTH || Math.abs(candidate.length - text.length) >= least) continue;
    const distance = editDistance(wanted, asciiLowerCase(candidate), least);
    if (distance >= least) continue;
    [best, least] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours (Damerau, restricted); `limit` when there are as many. */
export function editDistance(one: string, other: string, limit: number): number {
  const width = other.length + 1;
  let [before, last, row] = [
    new Int32Array(width),
    Int32Array.from({ length: width }, (_, index) => index),
    new Int32Array(width),
  ];
  for (let i = 1; i <= one.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j < width; j++) least = Math.min(least, (row[j] = cost(i, j)));
    if (least >= limit) return limit;
    [before, last, row] = [last, row, before];
  }
  return Math.min(Number(last[other.length]), limit);

  function cost(i: number, j: number): number {
    const isSame = one[i - 1] === other[j - 1];
    const step = Math.min(Number(last[j]) + 1, Number(row[j - 1]) + 1, Number(last[j - 1]) + Number(!isSame));
    const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
    return isSwap ? Math.min(step, Number(before[j - 2]) + 1) : step;
  }
}
