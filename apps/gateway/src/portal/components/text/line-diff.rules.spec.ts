import { describe, expect, it } from '@jest/globals';
import { diffLines, hunksOf, type DiffLine } from './line-diff.rules';

const SIGNS = { same: ' ', added: '+', removed: '-' } as const;
const written = (diff: readonly DiffLine[]) => diff.map(({ kind, text }) => SIGNS[kind] + text);
const text = (letters: string) => [...letters].join('\n');

describe(diffLines, () => {
  it.each([
    ['', '', []],
    ['', 'ab', ['+a', '+b']],
    ['ab', '', ['-a', '-b']],
    ['abc', 'abc', [' a', ' b', ' c']],
    ['abcd', 'abxd', [' a', ' b', '-c', '+x', ' d']],
    ['abcd', 'bd', ['-a', ' b', '-c', ' d']],
    ['aba', 'aa', [' a', '-b', ' a']],
    ['aa', 'aba', [' a', '+b', ' a']],
  ])('of %j and %j', (before, after, expected) => {
    expect(written(diffLines(text(before), text(after)))).toEqual(expected);
  });

  it('does not take a comma for a change', () => {
    expect(written(diffLines('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}'))).toEqual([
      ' {',
      '   "a": 1,',
      '+  "b": 2',
      ' }',
    ]);
  });

  it('gives both texts back, whatever they are', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const letters = (salt: number) =>
        Array.from({ length: (seed * salt) % 13 }, (_, i) => 'abc'[(seed + i * salt) % 3]!).join('');
      const [before, after] = [letters(5), letters(7)];
      const diff = diffLines(text(before), text(after));
      const side = (left: DiffLine['kind']) =>
        diff
          .filter(({ kind }) => kind !== left)
          .map((line) => line.text)
          .join('');
      expect([side('added'), side('removed')]).toEqual([before, after]);
    }
  });

  it('of texts with nothing in common ends soon, however long they are', () => {
    const long = (word: string) => Array.from({ length: 5_000 }, (_, i) => `${word}${i}`).join('\n');
    const diff = diffLines(long('a'), long('b'));
    expect(diff).toHaveLength(10_000);
  });
});

describe(hunksOf, () => {
  it('leaves out what is far from any change', () => {
    const hunks = hunksOf(diffLines(text('abcdefghijklmnopq'), text('abcdeXghijklmnopY')));
    expect(hunks.map(({ skipped, lines }) => [skipped, ...written(lines)])).toEqual([
      [2, ' c', ' d', ' e', '-f', '+X', ' g', ' h', ' i'],
      [4, ' n', ' o', ' p', '-q', '+Y'],
    ]);
  });

  it('is empty when nothing changed', () => {
    expect(hunksOf(diffLines('a\nb', 'a\nb'))).toEqual([]);
  });
});
