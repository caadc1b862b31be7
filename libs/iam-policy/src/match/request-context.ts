import { asciiLowerCase } from './ascii.js';

export type ContextScalar = string | number | boolean;
/** A context key's value. A list makes the key multivalued; `null` and `undefined` mean that the key is absent. */
export type ContextValue = ContextScalar | readonly ContextScalar[] | null | undefined;
/** Keys are case-insensitive, also the tag key behind a slash (`aws:RequestTag/Team`). */
export type ContextInput = Readonly<Record<string, ContextValue>> | ReadonlyMap<string, ContextValue>;

const NO_INPUT: ContextInput = new Map();

function textsOf(value: Exclude<ContextValue, null | undefined>): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/**
 * The request context, looked up without regard to case. Keys that differ only in case are one key with all values.
 * Own properties only, in a map: a key called `__proto__` is a key like any other.
 */
export class RequestContext {
  private readonly input: ContextInput;
  private byKey: Map<string, readonly string[]> | undefined;

  constructor(input: ContextInput = NO_INPUT) {
    this.input = input;
  }

  /** All values of a key, or undefined when it is absent. `lowerKey` must have gone through `asciiLowerCase`. */
  values(lowerKey: string): readonly string[] | undefined {
    this.byKey ??= this.read();
    return this.byKey.get(lowerKey);
  }

  private read(): Map<string, readonly string[]> {
    const { input } = this;
    const byKey = new Map<string, readonly string[]>();
    const keys = input instanceof Map ? [...(input as ReadonlyMap<string, ContextValue>).keys()] : Object.keys(input);
    for (const key of keys) {
      const value = input instanceof Map ? input.get(key) : (input as Record<string, ContextValue>)[key];
      if (value === null || value === undefined) continue;
      const lower = asciiLowerCase(key);
      const known = byKey.get(lower);
      byKey.set(lower, known ? [...known, ...textsOf(value)] : textsOf(value));
    }
    return byKey;
  }
}
