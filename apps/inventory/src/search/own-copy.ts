/**
 * The same string in memory of its own: one that was cut out of a longer one keeps all of that alive, such as a page of
 * what the store holds. For what is kept for long.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
