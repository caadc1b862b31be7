import type { AccessRequest } from '../evaluate/request.js';
import type { ComparedPolicies } from './access-formula.js';
import { newAccess } from './new-access.js';
import { partitionBy } from './partition.js';

/** The outcome of a comparison. Only `nothing-new` is a proof; `something-new` comes with a request that shows it. */
export type NothingNew =
  | { readonly answer: 'nothing-new' }
  | { readonly answer: 'something-new'; readonly witness: AccessRequest }
  | { readonly answer: 'cannot-tell'; readonly because: string };

export interface CompareOptions {
  /** ARN of the principal that witnesses are made for. */
  readonly principal?: string;
  /** Cells (classes of actions × classes of resources) beyond which the answer is "cannot tell"; 200,000 by default. */
  readonly maxCells?: number;
}

/**
 * Whether a principal can do nothing with `after` that it cannot do with `before`.
 *
 * Why `nothing-new` can be trusted: all requests fall into cells, and no statement tells two requests of one cell apart
 * but by its conditions, by policy variables, and by what AWS's pages leave open. Those are atoms with free values. If no
 * values of the atoms make `after` allow and `before` not, then no request does. Atoms that depend on each other can
 * only rule out more; every implication that is used holds for all requests (see `implicationsBetween`).
 */
export function grantsNothingNew(
  before: ComparedPolicies,
  after: ComparedPolicies,
  options: CompareOptions = {},
): NothingNew {
  const partition = partitionBy([before, after], options.maxCells);
  if (typeof partition === 'string') return { answer: 'cannot-tell', because: partition };
  let doubt: string | undefined;
  for (const found of newAccess({ before, after, partition, ...options })) {
    if (typeof found.witness === 'object') return { answer: 'something-new', witness: found.witness };
    doubt ??= found.witness;
  }
  return doubt === undefined ? { answer: 'nothing-new' } : { answer: 'cannot-tell', because: doubt };
}
