const UPPER = /[A-Z]/;
const UPPERS = /[A-Z]+/g;

/**
 * Lower case of A-Z only. Look-alikes stay what they are: `'\u212A'` (Kelvin sign) is not a `k`, though
 * `toLowerCase` makes one of it.
 */
export function asciiLowerCase(text: string): string {
  return UPPER.test(text) ? text.replace(UPPERS, (run) => run.toLowerCase()) : text;
}
