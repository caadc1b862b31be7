/** Calls of one kind that a collector has under way in an account and region. */
export const CALLS_AT_ONCE = 8;

/** Applies `work` to each item, so many at once, and keeps the order. The first failure ends it. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = CALLS_AT_ONCE,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const left = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of left) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

/** The same, without what turned out to be gone. */
export async function presentOnes<T, R>(items: readonly T[], work: (item: T) => Promise<R | null>): Promise<R[]> {
  const found = await inParallel(items, work);
  return found.flatMap((it) => (it === null ? [] : [it]));
}
