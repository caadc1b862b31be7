import { GramRuns } from './gram-runs.js';
import { eachGram, GRAM_COUNT, gramsOf } from './grams.rules.js';
import type { IndexedResource } from './indexed-resource.js';
import { inOrderOfArns } from './in-order-of-arns.js';
import { kindKey } from './kind-key.rules.js';
import { NameOrder } from './name-order.js';
import { PostingLists } from './posting-lists.js';
import { ResourceColumns } from './resource-columns.js';
import { textOf, type ResourceText } from './resource-text.rules.js';
import { SlotSet } from './slot-set.js';
import { SlotsByArn } from './slots-by-arn.js';
import { nameKey, TextStore } from './text-store.js';
import type { Vocabulary } from './vocabulary.js';

/** Entries of lists that came late, for each resource: these are on the heap, and are looked through. */
const LATE = { least: 500_000, share: 5 };
/** Bytes of texts that were replaced, and resources that are gone. */
const WASTE = { least: 64 * 1_024 * 1_024, share: 0.5 };
const GONE = { least: 50_000, share: 1 };
/** Resources listed between two looks at the clock. */
const STEPS = 500;

/**
 * A part of the resources that are there, in memory, as it is searched for. Each has a slot. An open segment gives each
 * newcomer the next one, and is for so few that all of them can be compared; in a sealed one slots are in the order of
 * ARNs, and names have ranks, and it takes in nothing new. A slot is never given to another resource.
 */
export class Segment {
  readonly texts = new TextStore();
  readonly columns = new ResourceColumns();
  readonly grams = new PostingLists(GRAM_COUNT);
  readonly ofAccount = new PostingLists(256);
  readonly ofKind = new PostingLists(256);
  readonly ofLine = new PostingLists(256);
  readonly isPublic = new PostingLists(1);
  readonly isDenied = new PostingLists(1);
  readonly live = new SlotSet(1_024);
  /** Those of which lists say nothing that does not hold any more. */
  readonly believed = new SlotSet(1_024);
  readonly names = new NameOrder(this.texts);
  readonly #doubted = new SlotSet(1_024);
  readonly #byArn = new SlotsByArn(this.texts);
  #slots = 0;
  #isSealed = false;
  #size = 0;

  constructor(readonly vocabulary: Vocabulary) {}

  /** Resources that are there. */
  get size(): number {
    return this.#size;
  }

  /** Slots below this one are given. */
  get slots(): number {
    return this.#slots;
  }

  get isSealed(): boolean {
    return this.#isSealed;
  }

  /** Whether so much has changed that it is smaller and faster made anew. */
  get isWorn(): boolean {
    const { wasted, total } = this.texts;
    const late = this.grams.lateCount + this.ofLine.lateCount;
    return (
      wasted > WASTE.least + WASTE.share * (total - wasted) ||
      late > LATE.least + LATE.share * this.#slots ||
      this.#slots - this.#size > GONE.least + GONE.share * this.#size
    );
  }

  /** Takes in the resources that are there, in any order, for `seal` to list. */
  load(resource: IndexedResource): void {
    const slot = this.#slots;
    this.#note(slot, resource);
    this.texts.put(slot, textOf(resource, this.vocabulary.lines.of));
    this.#slots += 1;
  }

  /** Takes in what is there of another segment with the same vocabulary, for `seal` to list. */
  async adopt(other: Segment, rest: () => Promise<void>): Promise<void> {
    for (let slot = 0; slot < other.slots; slot += 1) {
      if (slot % STEPS === 0) await rest();
      if (!other.live.has(slot)) continue;
      this.columns.ensure(this.#slots);
      this.columns.take(this.#slots, other.columns, slot);
      this.texts.take(this.#slots, other.texts, slot);
      this.#slots += 1;
    }
  }

  /** Sorts and lists what was loaded. What was loaded twice is there as it was the last time. */
  async seal(rest: () => Promise<void>): Promise<void> {
    const order = await inOrderOfArns(this.texts, this.#slots, rest);
    await this.texts.reorder(order, rest);
    this.columns.reorder(order);
    this.#slots = order.length;
    this.#isSealed = true;
    const runs = new GramRuns(this.grams);
    for (let slot = 0; slot < this.#slots; slot += 1) {
      if (slot % STEPS === 0) await rest();
      this.#listColumns(slot);
      runs.add(slot, this.texts.view(slot), this.texts.arnLength(slot));
      this.#raise(slot);
    }
    runs.end(this.#slots);
    for (const lists of [this.grams, this.ofAccount, this.ofKind, this.ofLine]) lists.trim();
    await this.names.sort(this.#slots, rest);
  }

  /** Takes in when a principal was last used, in days since 1970. */
  use(slot: number, day: number): void {
    if (this.columns.unusedSince[slot] !== 0) this.columns.unusedSince[slot] = day;
  }

  /** Takes in that there are denied calls. */
  deny(slot: number): void {
    this.columns.deny(slot);
    this.isDenied.add(0, slot);
  }

  /** Takes in another state of a resource; false when it moved to another place of lists, and is to be put there. */
  rewrite(slot: number, resource: IndexedResource): boolean {
    if (!this.#isSame(slot, resource)) return false;
    this.#rewrite(slot, resource);
    return true;
  }

  /** Takes in a resource that is not there, where it is open. */
  put(arn: Uint8Array, resource: IndexedResource): void {
    const known = this.#byArn.find(arn);
    if (known !== undefined && this.rewrite(known, resource)) return;
    const slot = this.#slots;
    this.#note(slot, resource);
    this.texts.put(slot, textOf(resource, this.vocabulary.lines.of));
    this.#list(slot);
    this.#raise(slot);
    this.#byArn.add(slot, arn);
    this.#slots += 1;
  }

  /** Notes that a resource is gone. */
  bury(slot: number): void {
    this.live.delete(slot);
    this.believed.delete(slot);
    this.#size -= 1;
  }

  /** The slot of a resource that is there. */
  find(arn: Uint8Array): number | undefined {
    const slot = this.#isSealed ? this.#sortedSlot(arn) : this.#byArn.find(arn);
    return slot !== undefined && this.live.has(slot) ? slot : undefined;
  }

  /** How many ARNs stand before the given one, where it is sealed; with itself where `isIncluded`. */
  arnsBefore(arn: Uint8Array, isIncluded: boolean): number {
    let low = 0;
    let high = this.#isSealed ? this.#slots : 0;
    const limit = isIncluded ? 0 : -1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Math.sign(this.texts.compareArn(middle, arn)) <= limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sortedSlot(arn: Uint8Array): number | undefined {
    const before = this.arnsBefore(arn, false);
    return before < this.#slots && this.texts.compareArn(before, arn) === 0 ? before : undefined;
  }

  #isSame(slot: number, { accountId, resourceType, region, name }: IndexedResource): boolean {
    return (
      this.columns.account[slot] === this.vocabulary.accounts.find(accountId) &&
      this.columns.kind[slot] === this.vocabulary.kinds.find(kindKey(resourceType, region)) &&
      this.texts.name(slot) === nameKey(name)
    );
  }

  #raise(slot: number): void {
    if (this.live.has(slot)) return;
    this.live.add(slot);
    if (!this.#doubted.has(slot)) this.believed.add(slot);
    this.#size += 1;
  }

  #doubt(slot: number): void {
    this.#doubted.add(slot);
    this.believed.delete(slot);
  }

  #note(slot: number, resource: IndexedResource): void {
    const { columns, vocabulary } = this;
    columns.ensure(slot);
    columns.account[slot] = vocabulary.accounts.of(resource.accountId);
    columns.kind[slot] = vocabulary.kinds.of(kindKey(resource.resourceType, resource.region));
    columns.changeRank[slot] = -resource.changedAt;
    columns.unusedSince[slot] = resource.unusedSince;
    columns.flag(slot, resource.isPublic, resource.isDenied);
  }

  #list(slot: number): void {
    this.#listColumns(slot);
    const bytes = this.texts.view(slot);
    eachGram(bytes, 0, bytes.length, (gram) => this.grams.add(gram, slot));
  }

  #listColumns(slot: number): void {
    const { columns, ofLine } = this;
    this.ofAccount.add(columns.account[slot] ?? 0, slot);
    this.ofKind.add(columns.kind[slot] ?? 0, slot);
    this.#listFlags(slot);
    this.texts.eachShared(slot, (line) => ofLine.add(line, slot));
  }

  #listFlags(slot: number): void {
    const { isPublic, isDenied } = this.#flagsOf(slot);
    if (isPublic) this.isPublic.add(0, slot);
    if (isDenied) this.isDenied.add(0, slot);
  }

  /** Only what is new is listed; a slot of which lists say too much by then is noted. */
  #rewrite(slot: number, resource: IndexedResource): void {
    const before = { ...this.#flagsOf(slot), lines: this.texts.shared(slot) };
    this.#note(slot, resource);
    this.#listFlags(slot);
    this.#raise(slot);
    const text = textOf(resource, this.vocabulary.lines.of);
    if (
      (before.isPublic && resource.isPublic !== true) ||
      (before.isDenied && !resource.isDenied) ||
      before.lines.some((line) => !text.shared.includes(line))
    ) {
      this.#doubt(slot);
    }
    for (const line of text.shared) if (!before.lines.includes(line)) this.ofLine.add(line, slot);
    this.#replaceText(slot, text);
  }

  #flagsOf(slot: number): { readonly isPublic: boolean; readonly isDenied: boolean } {
    return { isPublic: this.columns.isPublic(slot) === true, isDenied: this.columns.isDenied(slot) };
  }

  #replaceText(slot: number, text: ResourceText): void {
    if (this.texts.hasText(slot, text.text)) {
      this.texts.replace(slot, text);
      return;
    }
    const grams = new Set(gramsOf(this.texts.view(slot)));
    this.#doubt(slot);
    this.texts.replace(slot, text);
    for (const gram of gramsOf(this.texts.view(slot))) if (!grams.has(gram)) this.grams.add(gram, slot);
  }
}
