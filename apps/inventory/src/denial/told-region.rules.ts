const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** A region that a source tells; null for what is none. */
export function toldRegion(text: string | null | undefined): string | null {
  return typeof text === 'string' && text.length <= 40 && REGION.test(text) ? text : null;
}
