/** How much of a role session is left. */
export interface TimeLeft {
  readonly seconds: number;
  /** For the eye, e.g. `59 min 04 s`. */
  readonly text: string;
  readonly state: 'running' | 'ending' | 'expired';
  /** Said to screen readers: changes only at the moments that matter, never every second. */
  readonly announcement: string;
}

const ENDING_SECONDS = 300;

/** Time left until `expiresAt` (ISO 8601) at `now`. */
export function timeLeft(expiresAt: string, now: Date): TimeLeft {
  const end = Date.parse(expiresAt);
  const seconds = Number.isNaN(end) ? 0 : Math.max(0, Math.ceil((end - now.getTime()) / 1000));
  if (seconds === 0) {
    return { seconds, text: 'Expired', state: 'expired', announcement: 'These credentials have expired.' };
  }
  const ending = seconds <= ENDING_SECONDS;
  const announcement = ending ? `These credentials end in less than ${seconds <= 60 ? 'a minute' : '5 minutes'}.` : '';
  return { seconds, text: durationText(seconds), state: ending ? 'ending' : 'running', announcement };
}

/** `2 h 05 min`, `59 min 04 s`, `12 s`: two units at most, the smaller one with two digits. */
export function durationText(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = seconds % 60;
  const two = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  if (minutes > 0) return `${minutes} min ${two(rest)} s`;
  return `${rest} s`;
}
