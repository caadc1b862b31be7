import type { Truth } from '../match/truth.js';
import type { DocumentAnswer } from './document-answer.js';
import type { SetAnswer } from './verdict.js';

/** A truth is two bits: a document's answer half a byte, a set's answer a whole one. */
const TRUTH = 0b11;

const truthAt = (bits: number, place: number): Truth => ((bits >>> (place * 2)) & TRUTH) as Truth;

export function documentBits({ allows, denies }: DocumentAnswer): number {
  return allows | (denies << 2);
}

export function setBits({ identity, boundary, scps, denies }: SetAnswer): number {
  return identity | (boundary << 2) | (scps << 4) | (denies << 6);
}

/** By their bits. */
export const DOCUMENT_ANSWERS: readonly DocumentAnswer[] = Array.from({ length: 16 }, (_, bits) => ({
  allows: truthAt(bits, 0),
  denies: truthAt(bits, 1),
}));

/** By their bits: the same object for each of a million principals, instead of one for each. */
export const SET_ANSWERS: readonly SetAnswer[] = Array.from({ length: 256 }, (_, bits) => ({
  identity: truthAt(bits, 0),
  boundary: truthAt(bits, 1),
  scps: truthAt(bits, 2),
  denies: truthAt(bits, 3),
}));
