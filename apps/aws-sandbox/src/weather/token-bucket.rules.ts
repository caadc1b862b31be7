/** A bucket as it stood at a time. */
export interface Bucket {
  readonly tokens: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How a bucket fills. */
export interface Rate {
  readonly perSecond: number;
  /** How many calls may come at once. */
  readonly burst: number;
}

/** Takes one token, after the bucket has been refilled for the time since; a new bucket is full. */
export function takeToken(
  bucket: Bucket | undefined,
  { perSecond, burst }: Rate,
  now: number,
): { readonly taken: boolean; readonly bucket: Bucket } {
  // A clock that is set back must not empty anybody's bucket.
  const seconds = bucket === undefined ? 0 : Math.max(0, now - bucket.at) / 1_000;
  const tokens = bucket === undefined ? burst : Math.min(burst, bucket.tokens + seconds * perSecond);
  const taken = tokens >= 1;
  return { taken, bucket: { tokens: taken ? tokens - 1 : tokens, at: now } };
}
