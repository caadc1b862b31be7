const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `just now`, `3 minutes ago`, `yesterday`: how long before `now` a time was. Times ahead of us count as now. */
export function ago(time: string, now: Date, locale = 'en'): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(time)) / 1000);
  if (Number.isNaN(seconds)) return 'at an unknown time';
  const step = STEPS.find(([, size]) => seconds >= size);
  if (step === undefined) return seconds < 10 ? 'just now' : `${Math.floor(seconds)} seconds ago`;
  const [unit, size] = step;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(seconds / size), unit);
}
