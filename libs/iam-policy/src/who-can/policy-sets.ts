import { NO, type Truth, YES, both, either } from '../match/truth.js';
import { DOCUMENT_ANSWERS, setBits } from './answer-bits.js';
import type { DocumentAnswer } from './document-answer.js';
import { NumberRuns } from './number-runs.js';

/** The documents of a principal, by number. */
export interface PolicySetIds {
  readonly identity: readonly number[];
  readonly boundary: number | undefined;
  readonly scps: readonly (readonly number[])[];
}

const NO_BOUNDARY = -1;

/**
 * Sets of documents, each kept once, by number. One is a run: its boundary, how many identity policies there are, these,
 * and for each level of SCPs how many, and these.
 */
export class PolicySets {
  readonly #runs = new NumberRuns();

  get size(): number {
    return this.#runs.size;
  }

  numberOf({ identity, boundary = NO_BOUNDARY, scps }: PolicySetIds): number {
    const layers = [identity, ...scps].map((ids) => [ids.length, ...ids.toSorted((one, other) => one - other)]);
    return this.#runs.numberOf(Int32Array.from([boundary, ...layers.flat()]));
  }

  idsOf(number: number): PolicySetIds {
    const [boundary = NO_BOUNDARY, ...rest] = this.#runs.run(number);
    const layers: number[][] = [];
    for (let at = 0; at < rest.length; at += 1 + (rest[at] ?? 0)) {
      layers.push(rest.slice(at + 1, at + 1 + (rest[at] ?? 0)));
    }
    const [identity = [], ...scps] = layers;
    return { identity, boundary: boundary === NO_BOUNDARY ? undefined : boundary, scps };
  }

  /** What a set says, as bits, by the bits of what the documents say. */
  answerOf(number: number, documents: Uint8Array): number {
    const { values } = this.#runs;
    const end = this.#runs.startOf(number + 1);
    let at = this.#runs.startOf(number);
    const boundary = values[at++] ?? NO_BOUNDARY;
    const bound = boundary === NO_BOUNDARY ? NO_LIMIT : answerAt(documents, boundary);
    const identity = layerAnswer(values, at, documents);
    let denies = either(identity.denies, bound.denies);
    let scps: Truth = YES;
    for (at += 1 + (values[at] ?? 0); at < end; at += 1 + (values[at] ?? 0)) {
      const level = layerAnswer(values, at, documents);
      scps = both(scps, level.allows);
      denies = either(denies, level.denies);
    }
    return setBits({ identity: identity.allows, boundary: bound.allows, scps, denies });
  }
}

const SILENT: DocumentAnswer = { allows: NO, denies: NO };
const NO_LIMIT: DocumentAnswer = { allows: YES, denies: NO };

/** What documents say together, by the bits of what all say: at `at` stands how many they are, behind it which. */
export function layerAnswer(values: ArrayLike<number>, at: number, documents: Uint8Array): DocumentAnswer {
  const end = at + 1 + (values[at] ?? 0);
  let [allows, denies]: [Truth, Truth] = [NO, NO];
  for (let each = at + 1; each < end; each++) {
    const answer = answerAt(documents, values[each] ?? 0);
    allows = either(allows, answer.allows);
    denies = either(denies, answer.denies);
  }
  return { allows, denies };
}

function answerAt(documents: Uint8Array, number: number): DocumentAnswer {
  return DOCUMENT_ANSWERS[documents[number] ?? 0] ?? SILENT;
}
