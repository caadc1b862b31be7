import { asciiLowerCase } from './ascii.js';

export type ContextScalar = string | number | boolean;
/** A context key's value. A list makes the key multivalued; `null` and `undefined` mean that the key is absent. */
export type ContextValue = ContextScalar | readonly ContextScalar[] | null | undefined;
/** Keys are case-insensitive, also the tag key behind a slash (`aws:RequestTag/Team`). */
export type ContextInput = Readonly<Record<string, ContextValue>> | ReadonlyMap<string, ContextValue>;

const NO_INPUT: ContextInput = new Map();

/** Lower-cased names of keys seen before: a few hundred names make up nearly all requests. */
const lowerNames = new Map<string, string>();
const MAX_NAMES = 2_000;

function lowerName(key: string): string {
  const known = lowerNames.get(key);
  if (known !== undefined) return known;
  const lower = asciiLowerCase(key);
  if (lowerNames.size < MAX_NAMES && key.length <= 128) lowerNames.set(key, lower);
  return lower;
}

function textsOf(value: ContextValue): readonly string[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/**
 * The request context, looked up without regard to case. Keys that differ only in case are one key with all values.
 * Own properties only, in a map: a key called `__proto__` is a key like any other.
 */
export class RequestContext {
  private readonly input: ContextInput;
  private byKey: Map<string, ContextValue> | undefined;

  constructor(input: ContextInput = NO_INPUT) {
    this.input = input;
  }

  /** All values of a key, or undefined when it is absent. `lowerKey` must have gone through `asciiLowerCase`. */
  values(lowerKey: string): readonly string[] | undefined {
    this.byKey ??= this.read();
    const value = this.byKey.get(lowerKey);
    return value === undefined ? undefined : textsOf(value);
  }

  private read(): Map<string, ContextValue> {
    const byKey = new Map<string, ContextValue>();
    const { input } = this;
    if (input instanceof Map) {
      for (const [key, value] of input as ReadonlyMap<string, ContextValue>) add(byKey, key, value);
      return byKey;
    }
    const own = input as Readonly<Record<string, ContextValue>>;
    for (const key of Object.keys(own)) add(byKey, key, own[key]);
    return byKey;
  }
}

function add(byKey: Map<string, ContextValue>, key: string, value: ContextValue): void {
  if (value === null || value === undefined) return;
  const lower = lowerName(key);
  const known = byKey.get(lower);
  byKey.set(lower, known === undefined ? value : [...textsOf(known), ...textsOf(value)]);
}
