/** A request that was refused. */
export interface Refusal {
  readonly actorId: string;
  readonly actorSessionId: string;
  readonly purpose: 'credentials' | 'console';
  /** The role, or the text that was to name one. */
  readonly subject: string;
  readonly reason: string;
  /** What is of interest of the first of several that are alike. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Refusals that were alike, within one window. */
export interface RepeatedRefusal {
  readonly refusal: Refusal;
  /** How many came after the first. */
  readonly repeats: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

interface Counted {
  readonly refusal: Refusal;
  readonly firstAt: Date;
  lastAt: Date;
  repeats: number;
}

/** Refusals of one person that are alike become one record, and one more when the window ends with repeats. */
const WINDOW_MS = 60_000;
/** Roles of one person that are told apart within a window: one who tries names by the thousand fills no disk. */
const SUBJECTS_PER_PERSON = 20;
/** What is recorded as the subject beyond that. */
export const MANY_ROLES = 'many-roles';

/** Decides which refusals get a record of their own and counts the others, in memory that is bounded in the same way. */
export class RefusalTally {
  readonly #counted = new Map<string, Counted>();
  readonly #subjects = new Map<string, number>();

  /** The refusal as it is to be recorded now; undefined when it is a repeat and was only counted. */
  take(told: Refusal, now: Date): Refusal | undefined {
    const known = this.#counted.get(keyOf(told));
    if (known) return this.#count(known, now);
    const refusal = this.#isTooMuch(told) ? { ...told, subject: MANY_ROLES } : told;
    const key = keyOf(refusal);
    const counted = this.#counted.get(key);
    if (counted) return this.#count(counted, now);
    this.#counted.set(key, { refusal, firstAt: now, lastAt: now, repeats: 0 });
    this.#subjects.set(refusal.actorId, (this.#subjects.get(refusal.actorId) ?? 0) + 1);
    return refusal;
  }

  /** Ends the windows that are over, or all of them, and gives what was repeated in them. */
  settle(now: Date, all = false): RepeatedRefusal[] {
    const over = [...this.#counted].filter(([, { firstAt }]) => all || now.getTime() - firstAt.getTime() >= WINDOW_MS);
    for (const [key, { refusal }] of over) {
      this.#counted.delete(key);
      this.#forgetSubject(refusal.actorId);
    }
    return over.map(([, counted]) => counted).filter(({ repeats }) => repeats > 0);
  }

  #count(counted: Counted, now: Date): undefined {
    counted.repeats += 1;
    counted.lastAt = now;
  }

  #isTooMuch({ actorId }: Refusal): boolean {
    return (this.#subjects.get(actorId) ?? 0) >= SUBJECTS_PER_PERSON;
  }

  #forgetSubject(actorId: string): void {
    const left = (this.#subjects.get(actorId) ?? 1) - 1;
    if (left > 0) this.#subjects.set(actorId, left);
    else this.#subjects.delete(actorId);
  }
}

function keyOf({ actorId, actorSessionId, purpose, subject, reason }: Refusal): string {
  // One who signs in anew for each try is still one person.
  const session = subject === MANY_ROLES ? '' : actorSessionId;
  return JSON.stringify([actorId, session, purpose, subject, reason]);
}
