import { eachGram, GRAM_COUNT } from './grams.rules.js';
import type { PostingLists } from './posting-lists.js';

/**
 * Lists the grams of texts that come in the order of their ARNs. A gram in what one ARN begins with as the one before is
 * listed when that is over, for all of them together.
 */
export class GramRuns {
  #before: Uint8Array = new Uint8Array(0);
  #lengthBefore = 0;
  /** The grams that go on: of which place in the ARN, and since which slot; the rightmost place last. */
  readonly #grams: number[] = [];
  readonly #places: number[] = [];
  readonly #since: number[] = [];
  readonly #isOpen = new Uint8Array(GRAM_COUNT);

  constructor(private readonly lists: PostingLists) {}

  /** `bytes` begin with an ARN of the given length. */
  add(slot: number, bytes: Uint8Array, arnLength: number): void {
    const same = Math.max(0, sameBytes(bytes, this.#before, Math.min(arnLength, this.#lengthBefore)) - 2);
    this.#close(same, slot);
    this.#before = bytes;
    this.#lengthBefore = arnLength;
    let place = same;
    eachGram(bytes, same, bytes.length, (gram) => {
      if (this.#isOpen[gram] === 0) {
        if (place <= arnLength - 3) this.#open(gram, place, slot);
        else this.lists.add(gram, slot);
      }
      place += 1;
    });
  }

  /** Lists what still goes on; `slot` is the one after the last. */
  end(slot: number): void {
    this.#close(0, slot);
  }

  #open(gram: number, place: number, slot: number): void {
    this.#isOpen[gram] = 1;
    this.#grams.push(gram);
    this.#places.push(place);
    this.#since.push(slot);
  }

  #close(place: number, slot: number): void {
    for (let last = this.#grams.length - 1; last >= 0 && (this.#places[last] ?? 0) >= place; last -= 1) {
      const gram = this.#grams.pop() ?? 0;
      this.#places.pop();
      this.#isOpen[gram] = 0;
      this.lists.addRange(gram, this.#since.pop() ?? 0, slot);
    }
  }
}

/** How many bytes two texts begin with are the same, at most as many as asked. */
function sameBytes(one: Uint8Array, other: Uint8Array, most: number): number {
  const end = Math.min(one.length, other.length, most);
  let at = 0;
  while (at < end && one[at] === other[at]) at += 1;
  return at;
}
