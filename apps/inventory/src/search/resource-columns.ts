import { grownColumn } from './grown-column.js';

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
  /** Where each slot stands among the sorted ones by ARN; two newcomers may stand at the same place. */
  arnRank: Float64Array = new Float64Array(1_024);
  unusedSince: Uint16Array = new Uint16Array(1_024);
  #flags: Uint8Array = new Uint8Array(1_024);

  ensure(slot: number): void {
    if (slot < this.account.length) return;
    const length = Math.ceil(slot * 1.25) + 1_024;
    this.account = grownColumn(this.account, length);
    this.kind = grownColumn(this.kind, length);
    this.changeRank = grownColumn(this.changeRank, length);
    this.arnRank = grownColumn(this.arnRank, length);
    this.unusedSince = grownColumn(this.unusedSince, length);
    this.#flags = grownColumn(this.#flags, length);
  }

  flag(slot: number, isPublic: boolean | null, isDenied: boolean): void {
    this.#flags[slot] =
      (isPublic === null ? 0 : PUBLIC_KNOWN) | (isPublic === true ? PUBLIC : 0) | (isDenied ? DENIED : 0);
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
