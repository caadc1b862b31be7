import type { CompiledPolicy } from '../evaluate/compile-policy.js';
import { NumberRuns } from './number-runs.js';
import { NONE } from './numbers-by-hash.js';
import { TextTable } from './text-table.js';
import { withRoom } from './with-room.js';

/** Instead of the services: any may be meant. */
const ANY = -1;

/**
 * Of which services' actions each document may speak, by Allow or Deny: `s3` by `s3:Get*`, any by `*`, `s*:Get*`,
 * NotAction and what cannot be read. A question about another service needs no look at the document.
 */
export class SpokenServices {
  readonly #names = new TextTable();
  /** Sets of services, which documents share. */
  readonly #sets = new NumberRuns();
  /** By document. */
  #setOf = new Int32Array(8);

  /** Notes the services of a document. */
  add(document: number, policy: CompiledPolicy): void {
    const spoken = [...policy.allows, ...policy.denies].map(({ services }) => services);
    const numbers = spoken.flatMap((services) => services?.map((name) => this.#names.numberOf(name)) ?? [ANY]);
    const run = numbers.includes(ANY) ? [ANY] : [...new Set(numbers)].sort((one, other) => one - other);
    this.#setOf = withRoom(this.#setOf, document + 1);
    this.#setOf[document] = this.#sets.numberOf(Int32Array.from(run));
  }

  /** Tells of a document whether it may speak of a service (in lower case), as long as none is added. */
  speaksOf(service: string): (document: number) => boolean {
    const wanted = this.#names.find(service);
    const { values } = this.#sets;
    return (document) => {
      const set = this.#setOf[document] ?? NONE;
      const end = this.#sets.startOf(set + 1);
      for (let at = this.#sets.startOf(set); at < end; at++) {
        if (values[at] === ANY || values[at] === wanted) return true;
      }
      return false;
    };
  }
}
