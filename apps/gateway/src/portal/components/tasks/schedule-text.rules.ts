const DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'] as const;
const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/**
 * A schedule as people say it: `every 300 s` is `Every 5 minutes`, `0 3 * * *` is `Every day at 03:00 UTC`.
 * A calendar that takes more words than that is shown as it is written.
 */
export function scheduleText(schedule: string): string {
  const seconds = /^every (\d+(?:\.\d+)?) s$/.exec(schedule)?.[1];
  if (seconds !== undefined) return every(Number(seconds));
  return calendar(schedule) ?? `By the calendar ${schedule} (UTC)`;
}

function every(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length && seconds % length === 0) ?? ['second', 1];
  const count = seconds / size;
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}

/** Of a cron expression with five fields, or six that begin with seconds: those are left out. */
function calendar(schedule: string): string | null {
  const [minute, hour, day, month, weekday] = schedule.split(' ').slice(-5) as (string | undefined)[];
  if (minute === undefined || hour === undefined || weekday === undefined) return null;
  if (day !== '*' || month !== '*') return null;
  return (weekday === '*' ? withinADay(minute, hour) : null) ?? onDays(minute, hour, weekday);
}

function onDays(minute: string, hour: string, weekday: string): string | null {
  const time = timeText(minute, hour);
  const days = daysText(weekday);
  return time !== null && days !== null ? `${days} at ${time} UTC` : null;
}

function withinADay(minute: string, hour: string): string | null {
  if (hour !== '*') return null;
  if (minute === '*') return 'Every minute';
  const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  if (step !== undefined) return every(Number(step) * 60);
  if (minute === '0') return 'Every hour, on the hour';
  return isNumber(minute) ? `Every hour, ${Number(minute)} minutes past` : null;
}

function timeText(minute: string, hour: string): string | null {
  return isNumber(minute) && isNumber(hour) ? `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` : null;
}

function daysText(weekday: string): string | null {
  if (weekday === '*') return 'Every day';
  if (weekday === '1-5' || weekday.toLowerCase() === 'mon-fri') return 'Mondays to Fridays';
  const names = weekday.split(',').map((name) => DAYS[dayNumber(name)]);
  return names.includes(undefined) ? null : names.join(', ');
}

function dayNumber(name: string): number {
  const byName = DAY_NAMES.findIndex((day) => day === name.toLowerCase());
  return byName >= 0 || !isNumber(name) ? byName : Number(name) % 7;
}

const isNumber = (text: string) => /^\d{1,2}$/.test(text);
