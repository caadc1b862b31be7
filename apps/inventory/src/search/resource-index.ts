import { GramRuns } from './gram-runs.js';
import { eachGram, GRAM_COUNT, gramsOf } from './grams.rules.js';
import type { IndexedResource } from './indexed-resource.js';
import { inOrderOfArns } from './in-order-of-arns.js';
import { kindKey } from './kind-key.rules.js';
import { NameOrder } from './name-order.js';
import { Newcomers } from './newcomers.js';
import { Numbering } from './numbering.js';
import { PostingLists } from './posting-lists.js';
import { ResourceColumns } from './resource-columns.js';
import { textOf, type ResourceText } from './resource-text.rules.js';
import { SharedLines } from './shared-lines.js';
import { SlotSet, type RankColumn } from './slot-set.js';
import { nameKey, TextStore } from './text-store.js';

/** Beginning anew is worth it when there are so many more that are out of order, for each that is in order. */
const NEWCOMERS = { least: 50_000, share: 1 };
/** Entries of lists that came late, for each resource that is in order: these are on the heap, and are looked through. */
const LATE = { least: 500_000, share: 5 };
const WASTE = { least: 64 * 1_024 * 1_024, share: 0.5 };
/** Resources listed between two looks at the clock. */
const STEPS = 500;

/**
 * Every resource that is there, in memory, as it is searched for. Each has a slot. Those that were there when the index
 * was made have slots in the order of their ARNs; a newcomer gets the next slot, and a rank between two of the others. A
 * slot is never given to another resource.
 */
export class ResourceIndex {
  readonly texts = new TextStore();
  readonly columns = new ResourceColumns();
  readonly accounts = new Numbering();
  /** Types and regions, as `kindKey` writes them. */
  readonly kinds = new Numbering();
  readonly lines = new SharedLines();
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
  #newcomers = new Newcomers(this.texts, 0);
  #slots = 0;
  #sorted = 0;
  #size = 0;

  /** Resources that are there. */
  get size(): number {
    return this.#size;
  }

  /** Slots below this one are given. */
  get slots(): number {
    return this.#slots;
  }

  /** Slots below this one are in the order of ARNs. */
  get sorted(): number {
    return this.#sorted;
  }

  /** Whether so much has changed that a new index is smaller and faster. */
  get isWorn(): boolean {
    const { wasted, total } = this.texts;
    const newcomers = this.#slots - this.#sorted;
    const late = this.grams.lateCount + this.ofLine.lateCount;
    return (
      newcomers > NEWCOMERS.least + NEWCOMERS.share * this.#sorted ||
      wasted > WASTE.least + WASTE.share * (total - wasted) ||
      late > LATE.least + LATE.share * this.#sorted
    );
  }

  /** Takes in the resources that are there, in any order, before `seal`. */
  load(resource: IndexedResource): void {
    const slot = this.#slots;
    this.#note(slot, resource);
    this.texts.put(slot, textOf(resource, this.lines.of));
    this.#slots += 1;
  }

  /** Sorts and lists what was loaded. What was loaded twice is there as it was the last time. */
  async seal(rest: () => Promise<void>): Promise<void> {
    const order = await inOrderOfArns(this.texts, this.#slots, rest);
    await this.texts.reorder(order, rest);
    this.columns.reorder(order);
    this.#slots = order.length;
    this.#sorted = order.length;
    this.#newcomers = new Newcomers(this.texts, this.#sorted);
    const runs = new GramRuns(this.grams);
    for (let slot = 0; slot < this.#slots; slot += 1) {
      if (slot % STEPS === 0) await rest();
      this.#listColumns(slot);
      runs.add(slot, this.texts.view(slot), this.texts.arnLength(slot));
      this.#raise(slot);
    }
    runs.end(this.#slots);
    for (const lists of [this.grams, this.ofAccount, this.ofKind, this.ofLine]) lists.trim();
    await this.names.sort(this.#sorted, rest);
  }

  /** Takes in when a principal was last used, in days since 1970. */
  use(arn: string, day: number): void {
    const slot = this.find(arn);
    if (slot !== undefined && this.columns.unusedSince[slot] !== 0) this.columns.unusedSince[slot] = day;
  }

  /** Takes in that there are denied calls. */
  deny(arn: string): void {
    const slot = this.find(arn);
    if (slot === undefined) return;
    this.columns.deny(slot);
    this.isDenied.add(0, slot);
  }

  /** Takes in a resource that is new, or has changed. */
  put(resource: IndexedResource): void {
    const arn = Buffer.from(resource.arn);
    const { slot: known, before } = this.#lookUp(arn);
    if (known !== undefined && this.#isSame(known, resource)) {
      this.#rewrite(known, resource);
      return;
    }
    if (known !== undefined) this.#bury(known);
    const slot = this.#slots;
    this.#note(slot, resource);
    this.texts.put(slot, textOf(resource, this.lines.of));
    this.#list(slot);
    this.#raise(slot);
    this.#newcomers.add(slot, arn, before);
    this.names.insert(slot);
    this.#slots += 1;
  }

  remove(arn: string): void {
    const slot = this.find(arn);
    if (slot !== undefined) this.#bury(slot);
  }

  /** The slot of a resource that is there or was. */
  find(arn: string): number | undefined {
    return this.#lookUp(Buffer.from(arn)).slot;
  }

  /** How many of the sorted ARNs stand before the given one; with itself where `isIncluded`. */
  arnsBefore(arn: Uint8Array, isIncluded: boolean): number {
    let low = 0;
    let high = this.#sorted;
    const limit = isIncluded ? 0 : -1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Math.sign(this.texts.compareArn(middle, arn)) <= limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where a slot stands by ARN: odd for the sorted ones, and even between them for newcomers, of which two may have the same. */
  arnRank(slot: number): number {
    return slot < this.#sorted ? slot * 2 + 1 : (this.#newcomers.ranks[slot - this.#sorted] ?? 0);
  }

  /** The same of all newcomers. */
  get lateRanks(): RankColumn {
    return { ranks: this.#newcomers.ranks, first: this.#sorted };
  }

  /** The slot of an ARN, and how many of the sorted ones stand before it. */
  #lookUp(arn: Uint8Array): { readonly slot: number | undefined; readonly before: number } {
    const newcomer = this.#newcomers.find(arn);
    if (newcomer !== undefined) return { slot: newcomer, before: this.#newcomers.before(newcomer) };
    const before = this.arnsBefore(arn, false);
    const isThere = before < this.#sorted && this.texts.compareArn(before, arn) === 0;
    return { slot: isThere ? before : undefined, before };
  }

  #isSame(slot: number, { accountId, resourceType, region, name }: IndexedResource): boolean {
    return (
      this.columns.account[slot] === this.accounts.find(accountId) &&
      this.columns.kind[slot] === this.kinds.find(kindKey(resourceType, region)) &&
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

  #bury(slot: number): void {
    if (!this.live.has(slot)) return;
    this.live.delete(slot);
    this.believed.delete(slot);
    this.#size -= 1;
  }

  #note(slot: number, resource: IndexedResource): void {
    const { columns } = this;
    columns.ensure(slot);
    columns.account[slot] = this.accounts.of(resource.accountId);
    columns.kind[slot] = this.kinds.of(kindKey(resource.resourceType, resource.region));
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
    const text = textOf(resource, this.lines.of);
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
