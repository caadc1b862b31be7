import { z } from 'zod';

const Written = z.tuple([z.string(), z.array(z.unknown()).max(8)]);

/**
 * The cursor after a row: the values the list is sorted by, and a mark of the filters (`scope`), so that a cursor does
 * not go on in another list. It is opaque to callers and holds nothing they were not shown; up to 1,000 characters.
 */
export function writeCursor(scope: unknown, key: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify([markOf(scope), key]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The key in a cursor; undefined when it is damaged, made up, or of a list with other filters. */
export function readCursor<K extends z.ZodType>(scope: unknown, key: K, cursor: string): z.output<K> | undefined {
  const written = Written.safeParse(jsonIn(cursor));
  if (!written.success || written.data[0] !== markOf(scope)) return undefined;
  const parsed = key.safeParse(written.data[1]);
  return parsed.success ? parsed.data : undefined;
}

function jsonIn(cursor: string): unknown {
  try {
    const bytes = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

/** FNV-1a, 32 bits: tells lists apart by accident only, which is all it is for. */
function markOf(scope: unknown): string {
  let hash = 0x811c9dc5;
  for (const character of new TextEncoder().encode(JSON.stringify(scope) ?? '')) {
    hash = Math.imul(hash ^ character, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
