/** Denials are counted over so many days, today included. */
export const WINDOW_DAYS = 7;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A moment's day in UTC, as Postgres writes dates. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The first day that counts. */
export function windowStart(now: Date): string {
  return dayOf(new Date(now.getTime() - (WINDOW_DAYS - 1) * DAY_MS));
}

/** The first moment of that day. */
export function windowStartsAt(now: Date): Date {
  return new Date(`${windowStart(now)}T00:00:00.000Z`);
}
