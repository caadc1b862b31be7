/** One promise of an extension point; `check` rejects when it is not kept. Any test runner can run it. */
export interface ConformanceCase {
  readonly promise: string;
  check(): Promise<void>;
}

/** Rejects a promise that is not kept, in words. */
export class PromiseNotKept extends Error {
  override readonly name = 'PromiseNotKept';
}

/** Throws `PromiseNotKept` unless the condition holds. */
export function must(condition: boolean, otherwise: string): void {
  if (!condition) throw new PromiseNotKept(otherwise);
}
