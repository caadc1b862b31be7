import { FOLDED } from './grams.rules.js';

/** A word as it is looked for: in lower case, and its bytes. */
export interface SoughtWord {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly isAscii: boolean;
  /** How far to go on when this byte stands where the word would end. */
  readonly steps: Uint8Array;
}

/** A part as it is looked for: to the letter, and in lower case for its grams. */
export interface SoughtPart extends Pick<SoughtWord, 'bytes' | 'steps'> {
  readonly folded: Uint8Array;
}

/** A stretch of bytes. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How a part is looked for to the letter. */
export function soughtPart(part: string): SoughtPart {
  const bytes = Buffer.from(part);
  return { bytes, steps: stepsOf(bytes), folded: Buffer.from(part.toLowerCase()) };
}

/** How a word is looked for. */
export function soughtWord(word: string): SoughtWord {
  const text = word.toLowerCase();
  const bytes = Buffer.from(text);
  return { text, bytes, isAscii: bytes.length === text.length, steps: stepsOf(bytes) };
}

/** Whether some bytes occur in a stretch, whatever the case of ASCII's letters there. */
export function occursFolded(chunk: Uint8Array, { from, to }: Stretch, { bytes, steps }: SoughtWord): boolean {
  const last = bytes.length - 1;
  for (let end = from + last; end < to;) {
    let left = last;
    while (left >= 0 && foldedAt(chunk, end - last + left) === bytes[left]) left -= 1;
    if (left < 0) return true;
    end += steps[foldedAt(chunk, end)] ?? 1;
  }
  return false;
}

/** Whether some bytes occur in a stretch as they are. */
export function occurs(chunk: Uint8Array, { from, to }: Stretch, { bytes, steps }: SoughtPart): boolean {
  const last = bytes.length - 1;
  for (let end = from + last; end < to;) {
    let left = last;
    while (left >= 0 && chunk[end - last + left] === bytes[left]) left -= 1;
    if (left < 0) return true;
    end += steps[chunk[end] ?? 0] ?? 1;
  }
  return false;
}

function foldedAt(chunk: Uint8Array, at: number): number {
  return FOLDED[chunk[at] ?? 0] ?? 0;
}

/** After Horspool: the byte at the end of the window tells how far the word cannot begin. */
function stepsOf(bytes: Uint8Array): Uint8Array {
  const last = bytes.length - 1;
  const steps = new Uint8Array(256).fill(Math.min(255, bytes.length));
  for (let at = 0; at < last; at += 1) steps[bytes[at] ?? 0] = Math.min(255, last - at);
  return steps;
}
