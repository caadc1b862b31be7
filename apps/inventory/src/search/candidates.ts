import { chosenGrams, gramsBeginningWith, gramsOf } from './grams.rules.js';
import type { PostingLists } from './posting-lists.js';
import { SlotSet } from './slot-set.js';

/** More grams of a word make them hardly fewer. */
const MOST_GRAMS = 4;
/** Looking at a text takes as long as reading so many slots of a list. */
const TEXT_COST = 50;
/** Another list costs so much even if it is short. */
const LIST_COST = 20_000;
const SET_COST = 100_000;
/** One slot for so many of all is gone over faster than a set of all slots. */
const FEWER = 32;
/** Lists of all grams that begin with two letters are not worth reading when there are more slots in them. */
const MOST_OF_SHORT = 1_000_000;

/** What has the grams of some bytes: as slots where these are few, and otherwise as a set. */
export class Candidates {
  readonly #slots: Int32Array;
  readonly #set: SlotSet;
  readonly #part: SlotSet;
  #count = 0;
  #isSet = false;

  constructor(
    private readonly grams: PostingLists,
    capacity: number,
  ) {
    this.#slots = new Int32Array(Math.ceil(capacity / FEWER));
    this.#set = new SlotSet(capacity);
    this.#part = new SlotSet(capacity);
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** How many have some bytes at most; undefined where that takes more than a look. */
  most(bytes: Uint8Array): number | undefined {
    const counts = gramsOf(bytes).map((gram) => this.grams.count(gram));
    return counts.length === 0 ? undefined : Math.min(...counts);
  }

  /** Looks up some bytes among what was found before; false when lists tell little of them. */
  read(bytes: Uint8Array, found: SlotSet): boolean {
    if (bytes.length < 3) return this.#readShort(bytes, found);
    const { grams } = this;
    const [rarest, ...more] = chosenGrams(bytes, (gram) => grams.count(gram), MOST_GRAMS);
    if (rarest === undefined) return false;
    this.#isSet = !grams.fits(rarest, this.#slots);
    if (this.#isSet) this.#readSet(rarest, found);
    else this.#count = found.filter(this.#slots, grams.read(rarest, this.#slots));
    for (const gram of more) this.#narrow(gram);
    return true;
  }

  addTo(set: SlotSet): void {
    if (this.#isSet) set.unite(this.#set);
    else set.addAll(this.#slots, this.#count);
  }

  #readSet(gram: number, found: SlotSet): void {
    this.#set.clear();
    this.grams.addTo(gram, this.#set);
    this.#count = this.#set.keep(found);
  }

  /** Leaves what has another gram, when that takes less time than to look at half of the texts that are left. */
  #narrow(gram: number): void {
    const worth = (this.#count / 2) * TEXT_COST;
    if (this.grams.readingCost(gram) + (this.#isSet ? SET_COST : LIST_COST) > worth) return;
    if (this.#isSet) {
      this.#count = this.#set.keep(this.grams.setOf(gram, this.#part));
    } else this.#count = this.grams.setOf(gram, this.#part).filter(this.#slots, this.#count);
  }

  /** Two letters: whatever has a gram that begins with them, where these are few. */
  #readShort(bytes: Uint8Array, found: SlotSet): boolean {
    if (bytes.length < 2) return false;
    const [from, below] = gramsBeginningWith(bytes);
    const grams = Array.from({ length: below - from }, (_, at) => from + at);
    if (grams.reduce((sum, gram) => sum + this.grams.readingCost(gram), 0) > MOST_OF_SHORT) return false;
    this.#isSet = true;
    this.#set.clear();
    for (const gram of grams) this.grams.addTo(gram, this.#set);
    this.#count = this.#set.keep(found);
    return true;
  }
}
