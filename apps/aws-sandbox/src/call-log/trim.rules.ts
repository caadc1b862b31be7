/**
 * How many each owner may keep so that all together keep at most `limit`: the ones with most give first, so that a noisy
 * account does not push out what happened in the quiet ones.
 */
export function fairShare(sizes: readonly number[], limit: number): number {
  const ascending = [...sizes].sort((a, b) => a - b);
  let left = limit;
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) return share;
    left -= size;
  }
  return ascending.at(-1) ?? 0;
}
