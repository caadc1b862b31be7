import { eachGram, GRAM_COUNT, gramsOf } from './grams.rules.js';
import type { IndexedResource } from './indexed-resource.js';
import { NameOrder } from './name-order.js';
import { Numbering } from './numbering.js';
import { PostingLists } from './posting-lists.js';
import { ResourceColumns } from './resource-columns.js';
import { textOf } from './resource-text.rules.js';
import { SlotSet } from './slot-set.js';
import { nameKey, TextStore } from './text-store.js';

/** Beginning anew is worth it when there are so many more that are out of order, for each that is in order. */
const STRAY = { least: 50_000, share: 0.5 };
const WASTE = { least: 64 * 1_024 * 1_024, share: 0.5 };

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
  readonly grams = new PostingLists(GRAM_COUNT);
  readonly ofAccount = new PostingLists(256);
  readonly ofKind = new PostingLists(256);
  readonly isPublic = new PostingLists(1);
  readonly isDenied = new PostingLists(1);
  readonly live = new SlotSet(1_024);
  readonly names = new NameOrder(this.texts);
  readonly #strays = new Map<string, number>();
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
    const strays = this.#slots - this.#sorted;
    return (
      strays > STRAY.least + STRAY.share * this.#sorted ||
      wasted > WASTE.least + WASTE.share * (total - wasted) ||
      this.grams.lateCount > 10 * (STRAY.least + STRAY.share * this.#sorted)
    );
  }

  /** Takes in the resources that are there, given in the order of their ARNs, before `seal`. */
  load(resource: IndexedResource): void {
    this.#write(this.#slots, resource);
    this.columns.arnRank[this.#slots] = this.#slots;
    this.#slots += 1;
  }

  /** Sorts what was loaded by name. */
  async seal(rest: () => Promise<void>): Promise<void> {
    this.#sorted = this.#slots;
    await this.names.sort(this.#sorted, rest);
  }

  /** Takes in a resource that is new, or has changed. */
  put(resource: IndexedResource): void {
    const known = this.find(resource.arn);
    if (known !== undefined && this.#isSame(known, resource)) {
      this.#write(known, resource);
      return;
    }
    if (known !== undefined) this.#bury(known);
    const slot = this.#slots;
    this.#write(slot, resource);
    this.#slots += 1;
    this.#strays.set(resource.arn, slot);
    this.columns.arnRank[slot] = this.arnsBefore(Buffer.from(resource.arn), false) - 0.5;
    this.names.insert(slot);
  }

  remove(arn: string): void {
    const slot = this.find(arn);
    if (slot !== undefined) this.#bury(slot);
  }

  /** The slot of a resource that is there or was. */
  find(arn: string): number | undefined {
    const stray = this.#strays.get(arn);
    if (stray !== undefined) return stray;
    const bytes = Buffer.from(arn);
    const slot = this.arnsBefore(bytes, false);
    return slot < this.#sorted && this.texts.compareArn(slot, bytes) === 0 ? slot : undefined;
  }

  /** How many of the sorted ARNs stand before the given one; with itself where `isIncluded`. */
  arnsBefore(arn: Uint8Array, isIncluded: boolean): number {
    let low = 0;
    let high = this.#sorted;
    const limit = isIncluded ? 0 : -1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.texts.compareArn(middle, arn) <= limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isSame(slot: number, { accountId, resourceType, region, name }: IndexedResource): boolean {
    return (
      this.columns.account[slot] === this.accounts.find(accountId) &&
      this.columns.kind[slot] === this.kinds.find(kindKey(resourceType, region)) &&
      this.texts.name(slot) === nameKey(name)
    );
  }

  #bury(slot: number): void {
    if (!this.live.has(slot)) return;
    this.live.delete(slot);
    this.#size -= 1;
  }

  #write(slot: number, resource: IndexedResource): void {
    const { columns } = this;
    columns.ensure(slot);
    columns.account[slot] = this.accounts.of(resource.accountId);
    columns.kind[slot] = this.kinds.of(kindKey(resource.resourceType, resource.region));
    columns.changeRank[slot] = -resource.changedAt;
    columns.unusedSince[slot] = resource.unusedSince;
    columns.flag(slot, resource.isPublic, resource.isDenied);
    const before = slot < this.#slots ? this.#gramsAt(slot) : NONE;
    this.texts.put(slot, textOf(resource));
    this.#list(slot, resource, before);
    if (this.live.has(slot)) return;
    this.live.add(slot);
    this.#size += 1;
  }

  /** `before`: what lists say of it already. */
  #list(slot: number, { isPublic, isDenied }: IndexedResource, before: ReadonlySet<number>): void {
    this.ofAccount.add(this.columns.account[slot] ?? 0, slot);
    this.ofKind.add(this.columns.kind[slot] ?? 0, slot);
    if (isPublic === true) this.isPublic.add(0, slot);
    if (isDenied) this.isDenied.add(0, slot);
    const bytes = this.texts.view(slot);
    const { grams } = this;
    if (before.size === 0) eachGram(bytes, 0, bytes.length, (gram) => grams.add(gram, slot));
    else for (const gram of gramsOf(bytes)) if (!before.has(gram)) grams.add(gram, slot);
  }

  #gramsAt(slot: number): ReadonlySet<number> {
    return new Set(gramsOf(this.texts.view(slot)));
  }
}

const NONE: ReadonlySet<number> = new Set();
const SEPARATOR = '\n';

/** What stands for a type and a region. */
export function kindKey(resourceType: string, region: string): string {
  return resourceType + SEPARATOR + region;
}

/** The type and the region. */
export function partsOfKind(key: string): readonly [string, string] {
  const [resourceType = '', region = ''] = key.split(SEPARATOR);
  return [resourceType, region];
}
