import { isServiceLinkedArn } from '../evaluate/special-cases.js';
import { ArnOrder } from './arn-order.js';
import { NONE } from './numbers-by-hash.js';
import { TextTable } from './text-table.js';
import { withRoom } from './with-room.js';

/** Principals by number: who they are, where they belong, and which set of policies they have. Numbers are never reused. */
export class PrincipalTable {
  readonly arns = new TextTable();
  readonly order = new ArnOrder(this.arns);
  readonly accounts = new TextTable();
  /** By number; `NONE` for one that was deleted. */
  #setOf = new Int32Array(8);
  #accountOf = new Int32Array(8);
  /** 1 for service-linked roles. */
  #serviceLinked = new Uint8Array(8);
  #count = 0;
  #left = 0;

  /** Those that are there. */
  get count(): number {
    return this.#count;
  }

  /** Numbers that were given out: those of deleted principals are among them. */
  get size(): number {
    return this.arns.size;
  }

  /** How often a set was left: when its principal got another one, or was deleted. */
  get left(): number {
    return this.#left;
  }

  put(arn: string, accountId: string, set: number): void {
    const known = this.arns.find(arn);
    const at = known === NONE ? this.#add(arn) : known;
    if (this.#setOf[at] === NONE) this.#count++;
    else if (this.#setOf[at] !== set) this.#left++;
    this.#setOf[at] = set;
    this.#accountOf[at] = this.accounts.numberOf(accountId);
  }

  delete(arn: string): void {
    const at = this.find(arn);
    if (at === NONE) return;
    this.#count--;
    this.#left++;
    this.#setOf[at] = NONE;
  }

  /** The number of a principal that is there, or `NONE`. */
  find(arn: string): number {
    const at = this.arns.find(arn);
    return this.setOf(at) === NONE ? NONE : at;
  }

  /** The set of policies of a principal; `NONE` for one that is not there. */
  setOf(at: number): number {
    return this.#setOf[at] ?? NONE;
  }

  /** The number of its account. */
  accountOf(at: number): number {
    return this.#accountOf[at] ?? NONE;
  }

  isServiceLinked(at: number): boolean {
    return this.#serviceLinked[at] === 1;
  }

  #add(arn: string): number {
    const at = this.arns.numberOf(arn);
    this.#setOf = withRoom(this.#setOf, at + 1);
    this.#accountOf = withRoom(this.#accountOf, at + 1);
    this.#serviceLinked = withRoom(this.#serviceLinked, at + 1);
    this.#setOf[at] = NONE;
    this.#serviceLinked[at] = isServiceLinkedArn(arn) ? 1 : 0;
    this.order.keepUp();
    return at;
  }
}
