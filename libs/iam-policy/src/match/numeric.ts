const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const INTEGER = /^[+-]?\d{1,400}$/;

/** Below zero, zero or above zero; undefined when one of them is no number. */
export type Comparison = number | undefined;

/**
 * Compares two numbers as written. Integers are compared exactly, however long; fractions as IEEE doubles.
 * Source: IAM User Guide, "Condition operators" (numeric).
 */
export function compareNumbers(left: string, right: string): Comparison {
  if (!NUMBER.test(left) || !NUMBER.test(right)) return undefined;
  if (isLarge(left) || isLarge(right)) {
    if (INTEGER.test(left) && INTEGER.test(right)) return compareIntegers(left, right);
  }
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? undefined : difference;
}

const isLarge = (text: string): boolean => text.length > 15;

function compareIntegers(left: string, right: string): number {
  const [a, b] = [BigInt(left.replace(/^\+/, '')), BigInt(right.replace(/^\+/, ''))];
  return a < b ? -1 : Number(a > b);
}
