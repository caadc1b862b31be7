/** What JSON text shows where Postgres cannot store the character: NUL, and halves of surrogate pairs. */
const SUSPICIOUS = /\\u0000|\\ud[89a-f]/i;

/** The same value, in which characters that Postgres cannot store are U+FFFD; mostly the value itself. */
export function storable<T>(value: T): T {
  return SUSPICIOUS.test(JSON.stringify(value)) ? (cleaned(value) as T) : value;
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
