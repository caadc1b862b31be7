/**
 * The same string in memory of its own: one that was cut out of a longer one keeps all of that alive, such as an answer
 * of AWS or a page of the store. For what is kept for longer than that.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
