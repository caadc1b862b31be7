import type { CompiledPolicy } from '../evaluate/compile-policy.js';
import type { PolicyKind } from '../parse/ast.js';

/** The text of a policy, and which rules of the language hold for it. */
export interface PolicyText {
  readonly kind: PolicyKind;
  readonly text: string;
}

/** A policy as the index takes it: equal ids mean equal documents of one kind, e.g. a hash of kind and text. */
export interface IndexedDocument {
  /** Also what decisions call a policy that is given as a text. */
  readonly id: string;
  /**
   * Called once for each id. A text is kept apart from the heap, and compiled again when a question needs it and no room
   * was left for what it is compiled to; a compiled policy is kept as it is.
   */
  readonly read: () => PolicyText | CompiledPolicy;
}
