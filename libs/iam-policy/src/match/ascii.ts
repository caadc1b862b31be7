const BEYOND_ASCII = /[^\u0000-\u007f]/;
const UPPERS = /[A-Z]+/g;

/**
 * Lower case of A-Z only. Look-alikes stay what they are: `'\u212A'` (Kelvin sign) is not a `k`, though
 * `toLowerCase` makes one of it.
 */
export function asciiLowerCase(text: string): string {
  return BEYOND_ASCII.test(text) ? text.replace(UPPERS, (run) => run.toLowerCase()) : text.toLowerCase();
}
