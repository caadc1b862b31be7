import type { Comparison } from './numeric.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2}))?$/;
/** Four digits could be a year: only longer (or shorter) runs are certainly seconds. */
const EPOCH = /^(?:\d{1,3}|\d{5,15})(?:\.\d{1,9})?$/;

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
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
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (h > 24 || mi > 59 || s > 60) return undefined;
  const midnight = Date.UTC(y, mo - 1, d);
  if (new Date(midnight).getUTCDate() !== d || mo < 1 || mo > 12) return undefined;
  return midnight / 1000 + h * 3600 + (mi - zoneMinutes(zone)) * 60 + s + Number(`0.${fraction}`);
}

/** Compares two dates, each in any form. */
export function compareDates(left: string, right: string): Comparison {
  const [a, b] = [parseDate(left), parseDate(right)];
  return a === undefined || b === undefined ? undefined : a - b;
}
