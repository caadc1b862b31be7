const REDACTED = '***';

/**
 * A value that must never be printed. It shows as `***` wherever it is logged, traced, stringified, inspected or
 * serialised; only `reveal()` gives it back, so that every place which does can be found.
 */
export class Secret<T = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself: call it at the edge that needs it, and hand the result on to nobody else. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
