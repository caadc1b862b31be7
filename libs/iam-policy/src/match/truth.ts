/**
 * The answer of every matcher: does it match? `UNSURE` stands for a point that AWS's pages do not settle, or for an
 * element that cannot be read. An Allow needs `YES`; a Deny applies unless the answer is `NO`: so whatever AWS does,
 * we never allow more. Ordered, so that "and" is the minimum, "or" the maximum and "not" is `YES - truth`.
 */
export type Truth = 0 | 1 | 2;
export const NO = 0;
export const UNSURE = 1;
export const YES = 2;

export const not = (truth: Truth): Truth => (YES - truth) as Truth;
export const both = (left: Truth, right: Truth): Truth => (left < right ? left : right);
export const either = (left: Truth, right: Truth): Truth => (left > right ? left : right);
