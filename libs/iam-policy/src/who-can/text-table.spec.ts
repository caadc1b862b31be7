import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NONE } from './numbers-by-hash.js';
import { TextTable } from './text-table.js';

const arnOf = (number: number) => `arn:aws:iam::111122223333:role/a/path/that/all/of/them/have/role-${String(number)}`;
const code = (text: string) => Buffer.from(text);

describe(TextTable, () => {
  it('numbers texts in the order in which they come, each once, and knows them again', () => {
    const table = new TextTable();
    expect([table.numberOf('b'), table.numberOf('a'), table.numberOf(''), table.numberOf('b')]).toEqual([0, 1, 2, 0]);
    expect([table.find('a'), table.find(''), table.find('c')]).toEqual([1, 2, NONE]);
    expect([table.text(0), table.text(1), table.text(2), table.size]).toEqual(['b', 'a', '', 3]);
  });

  it('grows over many chunks with texts that begin alike', () => {
    const table = new TextTable();
    const numbers = Array.from({ length: 50_000 }, (_, number) => number);
    expect(numbers.every((number) => table.numberOf(arnOf(number)) === number)).toBe(true);
    expect(numbers.every((number) => table.numberOf(arnOf(number)) === number)).toBe(true);
    expect(numbers.every((number) => table.text(number) === arnOf(number))).toBe(true);
    expect([table.find(arnOf(50_000)), table.find(arnOf(5).slice(0, -1)), table.size]).toEqual([NONE, NONE, 50_000]);
  });

  it('keeps a text that is larger than a chunk, and those around it', () => {
    const table = new TextTable();
    const texts = ['before', 'é'.repeat(2_000_000), 'behind', 'x'.repeat(2_000_000)];
    texts.forEach((text) => table.numberOf(text));
    expect(texts.map((text) => table.find(text))).toEqual([0, 1, 2, 3]);
    expect(texts.every((text, number) => table.text(number) === text)).toBe(true);
  });

  it('takes half of a character for what UTF-8 makes of it', () => {
    const table = new TextTable();
    table.numberOf('role/\ud83d');
    expect([table.find('role/\ud83d'), table.find('role/\ufffd'), table.text(0)]).toEqual([0, 0, 'role/\ufffd']);
  });

  it('gives back any text, and compares by bytes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\ufeff', '\uffff', '😀'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(text), text, (texts, other) => {
        const table = new TextTable();
        const numbers = texts.map((each) => table.numberOf(each));
        expect(numbers.map((number) => table.text(number))).toEqual(texts);
        expect(table.size).toBe(new Set(texts).size);
        for (const [at, one] of numbers.entries()) {
          const [own, next] = [code(texts[at] ?? ''), numbers[at + 1] ?? one];
          expect(Math.sign(table.compareTo(one, code(other)))).toBe(Buffer.compare(own, code(other)));
          expect(Math.sign(table.compare(one, next))).toBe(Buffer.compare(own, code(table.text(next))));
        }
      }),
    );
  });
});
