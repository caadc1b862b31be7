/**
 * A text, such as an ARN, as the rest of a path. It stays readable: colons, and single slashes between its parts, are
 * allowed in a path. Slashes that a browser or a proxy would tidy away are written as escapes.
 */
export function pathOfText(text: string): string {
  const segments = text.split('/');
  const isFragile = segments.some((segment) => segment === '' || segment === '.' || segment === '..');
  return isFragile ? encodeSegment(text) : segments.map(encodeSegment).join('/');
}

/** The text that the segments of a path stand for, whichever way its slashes were written. */
export function textOfSegments(segments: readonly string[]): string {
  return segments.map(decodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2C', ',');
}

/** A stray % is not an escape; then the text is taken as it is. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
