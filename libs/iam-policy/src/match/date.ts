import type { Comparison } from './numeric.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2}))?$/;
/** Four digits could be a year: only longer (or shorter) runs are certainly seconds. */
const EPOCH = /^(?:\d{1,3}|\d{5,15})(?:\.\d{1,9})?$/;

function zoneMinutes(zone: string): number {
  if (zone === '0' || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** Seconds from 1970 to the midnight that begins a day; undefined for a day that does not exist. */
function midnightOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / 1000 : undefined;
}

function secondsOfDay(hour: string, minute: string, second: string): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  return h > 24 || m > 59 || s > 60 ? undefined : h * 3600 + m * 60 + s;
}

/**
 * Seconds since 1970 of a date as AWS takes it: ISO 8601 (W3C profile: date alone, or with time and zone) or UNIX
 * seconds. Undefined for every other form, also for days that do not exist.
 * Source: IAM User Guide, "Condition operators" (date).
 */
export function parseDate(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text);
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  const [, , , , hour, minute, second, fraction, zone] = match.map((part: string | undefined) => part ?? '0');
  const midnight = midnightOf(year, month, day);
  const seconds = secondsOfDay(hour as string, minute as string, second as string);
  if (midnight === undefined || seconds === undefined) return undefined;
  return midnight + seconds - zoneMinutes(zone as string) * 60 + Number(`0.${fraction as string}`);
}

/** Compares two dates, each in any form. */
export function compareDates(left: string, right: string): Comparison {
  const [a, b] = [parseDate(left), parseDate(right)];
  return a === undefined || b === undefined ? undefined : a - b;
}
