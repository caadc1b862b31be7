import { EQUALS_IN_KEY } from './grams.rules.js';
import { ownCopy } from '../resource/own-copy.js';
import { OWNER, plain, storedKey } from './resource-text.rules.js';

/** A search reads all shared lines, so there are no more than these. */
const MOST_LINES = 16_384;
const MOST_KINDS = 4_096;
/** A line is shared for each so many lines of its kind: what differs from resource to resource stays in their texts. */
const OF_KIND = 32;

/** Lines of one tag's key, or of owners. */
interface Kind {
  readonly key: string;
  readonly numbers: Map<string, number>;
  seen: number;
}

/**
 * The lines that many resources have, e.g. `stage=production`: each is kept once, has a number, and a list of the resources
 * that have it, so that neither texts nor grams have to hold it.
 */
export class SharedLines {
  readonly #kinds = new Map<string, Kind>();
  readonly #folded: string[] = [];

  get size(): number {
    return this.#folded.length;
  }

  /** The number of a tag's line, or of an owner's; undefined where it is to be kept in the resource's text. */
  readonly of = (key: string, value: string): number | undefined => {
    const kind = this.#kinds.get(key) ?? this.#open(key);
    if (kind === undefined) return undefined;
    kind.seen += 1;
    const plainValue = plain(value);
    return kind.numbers.get(plainValue) ?? this.#share(kind, plainValue);
  };

  /** The lines that contain a word, which is in lower case. */
  containing(word: string): number[] {
    const numbers: number[] = [];
    for (const [number, line] of this.#folded.entries()) if (line.includes(word)) numbers.push(number);
    return numbers;
  }

  /** The lines of a key as texts hold it, with a value or, where that is undefined, with any. */
  with(key: string, value: string | undefined): number[] {
    const kinds = [...this.#kinds.values()].filter((kind) => kind.key === key);
    return kinds.flatMap(({ numbers }) => (value === undefined ? [...numbers.values()] : (numbers.get(value) ?? [])));
  }

  #open(key: string): Kind | undefined {
    if (this.#kinds.size >= MOST_KINDS) return undefined;
    const kind = { key: ownCopy(key === OWNER ? key : storedKey(key)), numbers: new Map<string, number>(), seen: 0 };
    this.#kinds.set(ownCopy(key), kind);
    return kind;
  }

  #share({ key, numbers, seen }: Kind, value: string): number | undefined {
    if (numbers.size * OF_KIND >= seen - OF_KIND || this.size >= MOST_LINES) return undefined;
    const line = key === OWNER ? value : `${key.replaceAll(EQUALS_IN_KEY, '=')}=${value}`;
    numbers.set(ownCopy(value), this.#folded.push(ownCopy(line.toLowerCase())) - 1);
    return this.size - 1;
  }
}
