/** What JSON text shows where Postgres cannot store the character: NUL, and halves of surrogate pairs. */
const SUSPICIOUS = /\\u0000|\\ud[89a-f]/i;

/** JSON text of rows that Postgres takes whole; characters that it cannot store become U+FFFD. */
export function storableJson(rows: unknown): string {
  const text = JSON.stringify(rows);
  return SUSPICIOUS.test(text) ? JSON.stringify(storable(rows)) : text;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner)]));
}

function storableText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
