/** How long a session lives, in seconds. */
export interface SessionLife {
  /** From sign-in, used or not. */
  readonly absoluteSeconds: number;
  /** Since it was last used. */
  readonly idleSeconds: number;
}

/** What a session's end is decided from. */
export interface SessionTimes {
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  /** Set by signing out. */
  readonly endedAt: Date | null;
}

export type SessionDecision =
  | { readonly live: true; readonly expiresAt: Date }
  | { readonly live: false; readonly because: 'SESSION_INVALID' | 'SESSION_EXPIRED' };

/** A session that was ended is as good as one that never was; one that ran out is told apart, so that people know why. */
export function decideSession(session: SessionTimes, now: Date, life: SessionLife): SessionDecision {
  if (session.endedAt) return { live: false, because: 'SESSION_INVALID' };
  const expiresAt = expiryOf(session.startedAt, life);
  const idleUntil = later(session.lastUsedAt, life.idleSeconds);
  if (now >= expiresAt || now >= idleUntil) return { live: false, because: 'SESSION_EXPIRED' };
  return { live: true, expiresAt };
}

/** When a session ends at the latest. */
export function expiryOf(startedAt: Date, life: SessionLife): Date {
  return later(startedAt, life.absoluteSeconds);
}

/** Sessions that began before this moment are over, whatever happened to them. */
export function overBefore(now: Date, life: SessionLife): Date {
  return later(now, -life.absoluteSeconds);
}

function later(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1_000);
}
