import type { SourceRange } from './ast.js';

/** `error`: AWS refuses it or it cannot mean what it says. `warning`: AWS takes it, but it is dangerous or without effect. */
export type FindingSeverity = 'error' | 'warning' | 'suggestion';

/** Something a reader should know about a policy. Never thrown, always returned. */
export interface Finding {
  /** Stable kebab-case name, e.g. `unknown-element`. */
  readonly id: string;
  readonly severity: FindingSeverity;
  /** What is wrong and the way out. Never contains more than 200 characters of the document. */
  readonly message: string;
  /** Where in the document, e.g. `Statement[0].Action[1]`; empty for the document itself. */
  readonly path: string;
  readonly range: SourceRange;
  /** AWS would refuse the document because of this: what it allows does not count. */
  readonly breaks?: true;
  /** What to write instead, when there is one answer. */
  readonly fix?: { readonly description: string; readonly replacement?: string };
}
