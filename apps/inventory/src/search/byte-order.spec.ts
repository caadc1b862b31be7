import { describe, expect, it } from '@jest/globals';
import { compareBytes, compareFolded } from './byte-order.js';

const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'aB',
  'Ab',
  'b',
  'Zebra',
  '[',
  '_',
  'ü',
  'Ü',
  '💶',
  'payments-API-7',
  'payments-api-70',
];

describe.each([
  [compareBytes, (text: string) => text],
  [compareFolded, (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())],
] as const)('%p', (compare, folded) => {
  it.each(TEXTS)('has %j where its bytes are, within others', (one) => {
    for (const other of TEXTS) {
      const [mine, theirs] = [Buffer.from(`xx${one}y`), Buffer.from(`${other}zz`)];
      const order = compare(mine, { from: 2, to: mine.length - 1 }, theirs, { from: 0, to: theirs.length - 2 });
      expect(Math.sign(order)).toBe(Buffer.compare(Buffer.from(folded(one)), Buffer.from(folded(other))));
    }
  });
});
