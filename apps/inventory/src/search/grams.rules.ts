/** What names are made of; every other byte counts as one and the same. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789-_./:=@';
const CLASSES = ALPHABET.length + 1;

/** Grams are numbered below this. */
export const GRAM_COUNT = CLASSES ** 3;

/** Stands for `=` within the key of a tag, so that the first `=` of a stored tag is where its key ends. */
export const EQUALS_IN_KEY = '\u0005';

/** Each byte in lower case. */
export const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === EQUALS_IN_KEY.charCodeAt(0)) return '='.charCodeAt(0);
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
});

const CLASS_OF = FOLDED.map((byte) => {
  const known = ALPHABET.indexOf(String.fromCharCode(byte));
  return known === -1 ? CLASSES - 1 : known;
});

/** Calls `visit` with the gram of each three bytes in a row; a gram that occurs twice comes twice. */
export function eachGram(bytes: Uint8Array, from: number, to: number, visit: (gram: number) => void): void {
  if (to - from < 3) return;
  let pair = classOf(bytes, from) * CLASSES + classOf(bytes, from + 1);
  for (let at = from + 2; at < to; at += 1) {
    const gram = pair * CLASSES + classOf(bytes, at);
    visit(gram);
    pair = gram % (CLASSES * CLASSES);
  }
}

/** Whether a text that has the only gram of a word has the word: three characters, each of which is no other. */
export function isItsGram(word: Uint8Array): boolean {
  return word.length === 3 && word.every((byte) => FOLDED[byte] === byte && CLASS_OF[byte] !== CLASSES - 1);
}

/** Each gram of a word once. */
export function gramsOf(word: Uint8Array): number[] {
  const grams = new Set<number>();
  eachGram(word, 0, word.length, (gram) => grams.add(gram));
  return [...grams];
}

/**
 * Some grams of a word by which it is best looked up: the rarest, then each time the one with the most characters that none
 * has yet, because that leaves less than one that says again what is known, and of these the rarest.
 */
export function chosenGrams(word: Uint8Array, count: (gram: number) => number, most: number): number[] {
  const left: { readonly gram: number; readonly at: number; readonly count: number }[] = [];
  eachGram(word, 0, word.length, (gram) => left.push({ gram, at: left.length, count: count(gram) }));
  left.sort((one, other) => one.count - other.count || one.at - other.at);
  const isCovered = new Uint8Array(word.length);
  const chosen = new Set<number>();
  const news = ({ at }: { readonly at: number }) =>
    isCovered.subarray(at, at + 3).filter((covered) => covered === 0).length;
  while (chosen.size < most) {
    const best = left.reduce(
      (one, other) => (news(other) > news(one) ? other : one),
      left[0] ?? { gram: 0, at: word.length },
    );
    if (news(best) === 0) break;
    chosen.add(best.gram);
    isCovered.fill(1, best.at, best.at + 3);
  }
  return [...chosen];
}

/** The grams that begin with one or two bytes: from the first number, below the second. */
export function gramsBeginningWith(word: Uint8Array): readonly [number, number] {
  const first = classOf(word, 0) * CLASSES;
  if (word.length === 1) return [first * CLASSES, (first + CLASSES) * CLASSES];
  const pair = first + classOf(word, 1);
  return [pair * CLASSES, (pair + 1) * CLASSES];
}

function classOf(bytes: Uint8Array, at: number): number {
  return CLASS_OF[bytes[at] ?? 0] ?? 0;
}
