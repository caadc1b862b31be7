/** How long a signing key is used and known, in seconds. */
export interface ActorKeyLife {
  /** A key signs for this long; then the next one does. */
  readonly signsSeconds: number;
  /** After that its public half stays published this much longer: at least the longest token's life and the leeway. */
  readonly publishedAfterSeconds: number;
}

/** What the life of a key is decided from. */
export interface DatedKey {
  readonly createdAt: Date;
}

/** The newest key that may still sign; none means that a new one is due. */
export function chooseSigningKey<K extends DatedKey>(keys: readonly K[], now: Date, life: ActorKeyLife): K | undefined {
  return keys
    .filter((key) => ageSeconds(key, now) < life.signsSeconds)
    .reduce<K | undefined>((newest, key) => (newest && newest.createdAt >= key.createdAt ? newest : key), undefined);
}

/** The keys whose tokens may still be alive: these are published, newest first. */
export function choosePublishedKeys<K extends DatedKey>(keys: readonly K[], now: Date, life: ActorKeyLife): K[] {
  return keys
    .filter((key) => ageSeconds(key, now) < publishedSeconds(life))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Keys made before this moment verify nothing any more and can go. */
export function obsoleteBefore(now: Date, life: ActorKeyLife): Date {
  return new Date(now.getTime() - publishedSeconds(life) * 1_000);
}

/** How long an actor token made now may live: five minutes, and never longer than its session. 0 = none. */
export function decideTokenSeconds(sessionExpiresAt: Date, now: Date, longestSeconds: number): number {
  const left = Math.floor((sessionExpiresAt.getTime() - now.getTime()) / 1_000);
  return Math.max(0, Math.min(longestSeconds, left));
}

function publishedSeconds(life: ActorKeyLife): number {
  return life.signsSeconds + life.publishedAfterSeconds;
}

function ageSeconds(key: DatedKey, now: Date): number {
  return (now.getTime() - key.createdAt.getTime()) / 1_000;
}
