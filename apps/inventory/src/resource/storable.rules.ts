/** Characters that Postgres cannot store: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** The same value, in which characters that Postgres cannot store are U+FFFD; mostly the value itself. */
export function storable<T>(value: T): T {
  return isStorable(value) ? value : (cleaned(value) as T);
}

/** Looks at each text where it is: a page of resources is megabytes, and hardly ever has anything to be cleaned. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isStorable);
  for (const key in value) {
    if (UNSTORABLE.test(key) || !isStorable((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleaned(inner)]));
}

function cleanText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** JSON text of rows that Postgres takes whole. */
export function storableJson(rows: unknown): string {
  return JSON.stringify(storable(rows));
}
