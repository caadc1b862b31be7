/** A stream of numbers that is the same for the same seed on every machine. */
export class Random {
  private state: number;

  /** Different parts give streams that have nothing to do with each other. */
  constructor(...parts: readonly number[]) {
    this.state = parts.reduce((hash, part) => mix(hash ^ Math.imul(part + 1, 0x9e37_79b1)), 0x51ed_270b);
  }

  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number {
    this.state = (this.state + 0x9e37_79b9) | 0;
    return mix(this.state) % limit;
  }

  /** Whether something that happens in so many of a hundred cases happens. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }
}

/** Spreads every bit over all others (the finaliser of MurmurHash3), as an unsigned number. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85eb_ca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Characters as in the ids of IAM. */
export function idCharacters(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    for (let bits = random.below(2 ** 30), left = 6; left > 0 && text.length < length; left--, bits >>>= 5) {
      text += ALPHABET.charAt(bits & 31);
    }
  }
  return text;
}
