const WORD = 32;

/**
 * A set of small whole numbers, compact for few and for many: a sorted list, or a bit per number once the list would be
 * larger. A million roles and a group that is eligible for all of them take 128 KiB.
 */
export class NumberSet {
  #list: Uint32Array | undefined = new Uint32Array(4);
  #bits: Uint32Array | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(number: number): boolean {
    if (this.#bits) return ((this.#bits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
    const position = this.#positionOf(number);
    return position < this.#size && this.#list![position] === number;
  }

  add(number: number): void {
    if (this.has(number)) return;
    if (this.#bits) this.#setBit(number);
    else this.#insert(number);
    this.#size += 1;
    if (this.#list && this.#size > 64 && this.#size * WORD > this.#list[this.#size - 1]! + 1) this.#becomeBits();
  }

  delete(number: number): void {
    if (!this.has(number)) return;
    if (this.#bits) {
      this.#bits[number >>> 5] = this.#bits[number >>> 5]! & ~(1 << (number & 31));
    } else {
      const position = this.#positionOf(number);
      this.#list!.copyWithin(position, position + 1, this.#size);
    }
    this.#size -= 1;
  }

  /** Sets the bit of every member in `bits`, which must be long enough for all of them. */
  unionInto(bits: Uint32Array): void {
    if (this.#bits) {
      for (let word = 0; word < this.#bits.length; word += 1) bits[word]! |= this.#bits[word]!;
      return;
    }
    for (let position = 0; position < this.#size; position += 1) {
      const number = this.#list![position]!;
      bits[number >>> 5]! |= 1 << (number & 31);
    }
  }

  #insert(number: number): void {
    let list = this.#list!;
    if (this.#size === list.length) {
      list = new Uint32Array(list.length * 2);
      list.set(this.#list!);
      this.#list = list;
    }
    const position = this.#positionOf(number);
    list.copyWithin(position + 1, position, this.#size);
    list[position] = number;
  }

  #setBit(number: number): void {
    const word = number >>> 5;
    if (word >= this.#bits!.length) {
      const wider = new Uint32Array(Math.max(word + 1, this.#bits!.length * 2));
      wider.set(this.#bits!);
      this.#bits = wider;
    }
    this.#bits![word]! |= 1 << (number & 31);
  }

  #becomeBits(): void {
    const bits = new Uint32Array((this.#list![this.#size - 1]! >>> 5) + 1);
    this.unionInto(bits);
    this.#bits = bits;
    this.#list = undefined;
  }

  /** Where the number is in the list, or would be inserted. */
  #positionOf(number: number): number {
    const list = this.#list!;
    if (this.#size === 0 || list[this.#size - 1]! < number) return this.#size;
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (list[middle]! < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The numbers whose bits are set, in order. */
export function numbersIn(bits: Uint32Array): Uint32Array {
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) count += bitCount(bits[word]!);
  const numbers = new Uint32Array(count);
  let position = 0;
  for (let word = 0; word < bits.length; word += 1) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) {
      numbers[position] = word * WORD + (31 - Math.clz32(rest & -rest));
      position += 1;
    }
  }
  return numbers;
}

/** True when the sorted numbers contain this one. */
export function includesNumber(sorted: Uint32Array, number: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === number;
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
