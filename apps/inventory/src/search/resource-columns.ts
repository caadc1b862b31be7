import { grownColumn, type Column } from './grown-column.js';

const PUBLIC_KNOWN = 1;
const PUBLIC = 2;
const DENIED = 4;

/** What is narrowed and sorted by, apart from text: one number of each resource, by slot. */
export class ResourceColumns {
  account: Int32Array = new Int32Array(1_024);
  /** Its type and region. */
  kind: Int32Array = new Int32Array(1_024);
  /** Microseconds since 1970, negated, so that what changed last has the lowest. */
  changeRank: Float64Array = new Float64Array(1_024);
  unusedSince: Uint16Array = new Uint16Array(1_024);
  #flags: Uint8Array = new Uint8Array(1_024);

  ensure(slot: number): void {
    if (slot < this.account.length) return;
    const length = Math.ceil(slot * 1.1) + 1_024;
    this.account = grownColumn(this.account, length);
    this.kind = grownColumn(this.kind, length);
    this.changeRank = grownColumn(this.changeRank, length);
    this.unusedSince = grownColumn(this.unusedSince, length);
    this.#flags = grownColumn(this.#flags, length);
  }

  /** Copies what others have of a slot. */
  take(slot: number, others: ResourceColumns, theirs: number): void {
    this.account[slot] = others.account[theirs] ?? 0;
    this.kind[slot] = others.kind[theirs] ?? 0;
    this.changeRank[slot] = others.changeRank[theirs] ?? 0;
    this.unusedSince[slot] = others.unusedSince[theirs] ?? 0;
    this.#flags[slot] = others.#flags[theirs] ?? 0;
  }

  /** Gives the slots other numbers: that at each place of `order` becomes the place. */
  reorder(order: Int32Array): void {
    this.account = inOrder(this.account, order);
    this.kind = inOrder(this.kind, order);
    this.changeRank = inOrder(this.changeRank, order);
    this.unusedSince = inOrder(this.unusedSince, order);
    this.#flags = inOrder(this.#flags, order);
  }

  flag(slot: number, isPublic: boolean | null, isDenied: boolean): void {
    this.#flags[slot] =
      (isPublic === null ? 0 : PUBLIC_KNOWN) | (isPublic === true ? PUBLIC : 0) | (isDenied ? DENIED : 0);
  }

  /** Notes that there are denied calls. */
  deny(slot: number): void {
    this.#flags[slot] = (this.#flags[slot] ?? 0) | DENIED;
  }

  /** Null when nobody knows. */
  isPublic(slot: number): boolean | null {
    const flags = this.#flags[slot] ?? 0;
    return (flags & PUBLIC_KNOWN) === 0 ? null : (flags & PUBLIC) !== 0;
  }

  isDenied(slot: number): boolean {
    return ((this.#flags[slot] ?? 0) & DENIED) !== 0;
  }
}

function inOrder<T extends Column>(column: T, order: Int32Array): T {
  const sorted = grownColumn(column.subarray(0, 0) as T, order.length);
  for (let slot = 0; slot < order.length; slot += 1) sorted[slot] = column[order[slot] ?? 0] ?? 0;
  return sorted;
}
