const HOUR = 3600;

/** Seconds of `PT1H30M`, or undefined when it is not a duration between one and twelve hours. */
export function durationSeconds(text: string): number | undefined {
  const match = /^PT(?=\d)(?:(\d{1,2})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?$/u.exec(text);
  if (match === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const total = hours * HOUR + minutes * 60 + seconds;
  return total >= HOUR && total <= 12 * HOUR ? total : undefined;
}
