/** A map seen through replacements: some values are others, some are not there yet. The map itself is not copied. */
export class OverlayMap<K, V> extends Map<K, V> {
  constructor(
    private readonly below: ReadonlyMap<K, V>,
    /** undefined hides what is below. */
    private readonly above: ReadonlyMap<K, V | undefined>,
  ) {
    super();
  }

  override get(key: K): V | undefined {
    return this.above.has(key) ? this.above.get(key) : this.below.get(key);
  }

  override has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  override get size(): number {
    return [...this.keys()].length;
  }

  override *entries(): MapIterator<[K, V]> {
    for (const key of this.below.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
    for (const [key, value] of this.above) if (value !== undefined && !this.below.has(key)) yield [key, value];
  }

  override *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  override *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  override [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  override forEach(each: (value: V, key: K, map: Map<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
}
