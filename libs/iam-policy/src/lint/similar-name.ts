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
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const step = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + Number(!isSame));
      row.push(isSwap ? Math.min(step, (before[j - 2] ?? 0) + 1) : step);
    }
    if (Math.min(...row) >= limit) return limit;
    [before, last] = [last, row];
  }
  return Math.min(last[other.length] ?? limit, limit);
}
