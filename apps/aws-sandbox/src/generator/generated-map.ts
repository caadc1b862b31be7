import { samePlainData } from './plain-data.rules.js';
import type { Residents } from './residents.js';

/** What a generated map can make again at any time, always the same. */
export interface Recipe<V> {
  /** How many entries `all` makes. */
  readonly size: number;
  readonly all: () => Iterable<readonly [string, V]>;
  /** One entry that can be made without the others; undefined where it takes all of them, or is not there. */
  readonly one?: (key: string) => V | undefined;
}

interface Holding<V> {
  readonly residents: Residents;
  /** Keys of generated entries that were deleted. */
  readonly gone: Set<string>;
  /** Entries that were changed or added in an earlier life of the map. */
  readonly kept: Iterable<readonly [string, V]>;
}

/**
 * A map whose entries are made when they are first looked at, and dropped again when others need the room. What was
 * changed since is noticed when it would be dropped, and kept. The entries kept are the map's own, so that a copy of the
 * world (structured clone) carries them and nothing that can be made again.
 */
export class GeneratedMap<V> extends Map<string, V> {
  private present: Map<string, V> | undefined;

  constructor(
    private readonly recipe: Recipe<V>,
    private readonly holding: Holding<V>,
  ) {
    super();
    for (const [key, value] of holding.kept) super.set(key, value);
  }

  override get size(): number {
    const untouched = this.present === undefined && super.size === 0 && this.holding.gone.size === 0;
    return untouched ? this.recipe.size : this.entriesPresent().size;
  }

  override get(key: string): V | undefined {
    if (this.present !== undefined) return this.entriesPresent().get(key);
    if (super.has(key)) return super.get(key);
    if (this.holding.gone.has(key)) return undefined;
    const alone = this.recipe.one?.(key);
    if (alone === undefined) return this.entriesPresent().get(key);
    // Somebody may change it, so it must be the one that everybody gets from now on.
    super.set(key, alone);
    return alone;
  }

  override has(key: string): boolean {
    return this.present === undefined && super.has(key) ? true : this.entriesPresent().has(key);
  }

  override set(key: string, value: V): this {
    this.entriesPresent().set(key, value);
    this.holding.gone.delete(key);
    super.set(key, value);
    return this;
  }

  override delete(key: string): boolean {
    const was = this.entriesPresent().delete(key);
    super.delete(key);
    if (was) this.holding.gone.add(key);
    return was;
  }

  override clear(): void {
    for (const key of [...this.entriesPresent().keys()]) this.delete(key);
  }

  override keys(): MapIterator<string> {
    return this.entriesPresent().keys();
  }

  override values(): MapIterator<V> {
    return this.entriesPresent().values();
  }

  override entries(): MapIterator<[string, V]> {
    return this.entriesPresent().entries();
  }

  override [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  override forEach(visit: (value: V, key: string, map: Map<string, V>) => void): void {
    for (const [key, value] of this.entriesPresent()) visit(value, key, this);
  }

  /** Keeps what was changed since it was made. */
  settle(): void {
    if (this.present === undefined) return;
    for (const [key, made] of this.recipe.all()) {
      const value = this.present.get(key);
      if (value !== undefined && !super.has(key) && !samePlainData(value, made)) super.set(key, value);
    }
  }

  /** Lets go of everything that can be made again. */
  drop(): void {
    this.settle();
    this.present = undefined;
  }

  private entriesPresent(): Map<string, V> {
    this.present ??= this.make();
    this.holding.residents.touch(this, this.present.size);
    return this.present;
  }

  private make(): Map<string, V> {
    const made = new Map<string, V>();
    for (const [key, value] of this.recipe.all())
      if (!this.holding.gone.has(key)) made.set(key, super.get(key) ?? value);
    // What was added comes after what was generated; `super` is the map of what is kept.
    for (const [key, value] of super.entries()) if (!made.has(key)) made.set(key, value);
    return made;
  }
}
