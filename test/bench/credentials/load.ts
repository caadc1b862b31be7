/** Gets credentials once; rejects when it got none. */
export type Issue = () => Promise<void>;

/** How long each of so many calls took, one after the other, in milliseconds. */
export async function latencies(issue: Issue, calls: number): Promise<number[]> {
  const taken: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const start = performance.now();
    await issue();
    taken.push(performance.now() - start);
  }
  return taken;
}

/** Calls answered per second with so many in flight all the time. */
export async function throughput(
  issue: Issue,
  { workers, seconds }: { workers: number; seconds: number },
): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let answered = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      await issue();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return answered / ((performance.now() - start) / 1_000);
}

/** The value that this share of the values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('No values to take a percentile of.');
  return value;
}
