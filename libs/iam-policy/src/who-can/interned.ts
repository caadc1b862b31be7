/** Gives equal keys the same small number. Numbers are never given twice. */
export class Interned<T> {
  readonly #ids = new Map<string, number>();
  readonly values: T[] = [];

  has(key: string): boolean {
    return this.#ids.has(key);
  }

  idOf(key: string, make: () => T): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.values.length;
    this.#ids.set(key, id);
    this.values.push(make());
    return id;
  }
}
