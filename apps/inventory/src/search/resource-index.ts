import type { IndexedResource } from './indexed-resource.js';
import { mergeOf } from './merging.rules.js';
import { Segment } from './segment.js';
import { Vocabulary } from './vocabulary.js';

/** A segment made of others, which it is to take the place of. */
export interface Merged {
  readonly segment: Segment;
  readonly sources: readonly Segment[];
}

/** What an index is made of. */
interface Parts {
  readonly sealed: readonly Segment[];
  readonly newest: Segment;
  /** Those that were merged. Others may still search in them, so they go on taking in what changes for a while. */
  readonly left: readonly Segment[];
}

interface Holder {
  readonly segment: Segment;
  readonly slot: number;
}

/**
 * Every resource that is there, in memory, as it is searched for: in segments, the newest of which takes in newcomers. Each
 * is in one of them.
 */
export class ResourceIndex {
  readonly #sealed: Segment[];
  #newest: Segment;
  #left: readonly Segment[];

  constructor(
    readonly vocabulary = new Vocabulary(),
    { sealed, newest, left }: Parts = { sealed: [], newest: new Segment(vocabulary), left: [] },
  ) {
    this.#sealed = [...sealed];
    this.#newest = newest;
    this.#left = left;
  }

  get segments(): readonly Segment[] {
    return [...this.#sealed, this.#newest];
  }

  /** Resources that are there. */
  get size(): number {
    return this.segments.reduce((sum, { size }) => sum + size, 0);
  }

  /** Segments that are to be made one; none when that would gain nothing. `isDue`: that was long ago. */
  toMerge(isDue: boolean): readonly Segment[] {
    const chosen = mergeOf(this.segments, isDue);
    return this.segments.filter((_, at) => chosen.includes(at));
  }

  /** Takes in the resources that are there, in any order, before `seal`. */
  load(resource: IndexedResource): void {
    this.#newest.load(resource);
  }

  /** Sorts and lists what was loaded. What was loaded twice is there as it was the last time. */
  async seal(rest: () => Promise<void>): Promise<void> {
    await this.#newest.seal(rest);
    this.#begin();
  }

  /** Takes in when a principal was last used, in days since 1970. */
  use(arn: string, day: number): void {
    for (const { segment, slot } of this.#holding(Buffer.from(arn))) segment.use(slot, day);
  }

  /** Takes in that there are denied calls. */
  deny(arn: string): void {
    for (const { segment, slot } of this.#holding(Buffer.from(arn))) segment.deny(slot);
  }

  /** Takes in a resource that is new, or has changed. */
  put(resource: IndexedResource): void {
    const arn = Buffer.from(resource.arn);
    let isKept = false;
    for (const { segment, slot } of this.#holding(arn)) {
      // What was put elsewhere after its copy was made is in the copy as well: the newest holds it.
      if (!isKept && segment.rewrite(slot, resource)) isKept = true;
      else segment.bury(slot);
    }
    if (!isKept) this.#newest.put(arn, resource);
    for (const { segment, slot } of holders(this.#left, arn)) if (!segment.rewrite(slot, resource)) segment.bury(slot);
  }

  remove(arn: string): void {
    const bytes = Buffer.from(arn);
    for (const { segment, slot } of [...this.#holding(bytes), ...holders(this.#left, bytes)]) segment.bury(slot);
  }

  /**
   * Makes one segment of some; these are still searched meanwhile, and go on taking in what changes. What changed since it
   * began has to be put once more into the index with what was merged.
   */
  async merge(sources: readonly Segment[], rest: () => Promise<void>): Promise<Merged> {
    if (sources.includes(this.#newest)) this.#begin();
    const segment = new Segment(this.vocabulary);
    for (const source of sources) await segment.adopt(source, rest);
    await segment.seal(rest);
    return { segment, sources };
  }

  /** The index with a merged segment in the place of those that it was made of. */
  with({ segment, sources }: Merged): ResourceIndex {
    const sealed = this.#sealed.flatMap((each) => {
      if (each === sources[0]) return [segment];
      return sources.includes(each) ? [] : [each];
    });
    return new ResourceIndex(this.vocabulary, { sealed, newest: this.#newest, left: sources });
  }

  /** Nobody searches in what was merged any more. */
  settle(): void {
    this.#left = [];
  }

  #begin(): void {
    this.#sealed.push(this.#newest);
    this.#newest = new Segment(this.vocabulary);
  }

  /** Where an ARN is there, the newest segment first. */
  #holding(arn: Uint8Array): Holder[] {
    return holders([this.#newest, ...this.#sealed.toReversed()], arn);
  }
}

function holders(segments: readonly Segment[], arn: Uint8Array): Holder[] {
  const found: Holder[] = [];
  for (const segment of segments) {
    const slot = segment.find(arn);
    if (slot !== undefined) found.push({ segment, slot });
  }
  return found;
}
