import { describe, expect, it } from '@jest/globals';
import { chosenGrams, EQUALS_IN_KEY, GRAM_COUNT, gramsBeginningWith, gramsOf, isItsGram } from './grams.rules.js';

const grams = (text: string) => gramsOf(Buffer.from(text));

describe(gramsOf, () => {
  it.each([
    ['', 0],
    ['ab', 0],
    ['abc', 1],
    ['payments', 6],
    ['aaaaaa', 1],
    ['a-b_c', 3],
  ])('%j has %i', (text, count) => {
    expect(grams(text)).toHaveLength(count);
    expect(grams(text).every((gram) => gram >= 0 && gram < GRAM_COUNT)).toBe(true);
  });

  it('ignores case, and how an equals sign is stored', () => {
    expect(grams('PayMents')).toEqual(grams('payments'));
    expect(grams(`a${EQUALS_IN_KEY}b`)).toEqual(grams('a=b'));
  });

  it('tells apart what names are made of', () => {
    const all = ['a-b', 'a_b', 'a.b', 'a/b', 'a:b', 'a=b', 'a@b', 'a1b', 'acb', 'a b'].flatMap(grams);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe(gramsBeginningWith, () => {
  it.each(['a', 'ab', '-', '9:'])('%j has those of every longer text, and no other', (beginning) => {
    const [from, below] = gramsBeginningWith(Buffer.from(beginning));
    const isIn = (text: string) => grams(text).every((gram) => gram >= from && gram < below);
    expect(isIn(`${beginning}xyz`.slice(0, 3))).toBe(true);
    expect(isIn(`${beginning}\nxy`.slice(0, 3))).toBe(true);
    expect(isIn(`z${beginning}x`.slice(0, 3))).toBe(false);
  });
});

describe(chosenGrams, () => {
  const rare = grams('nts')[0];
  const count = (gram: number) => (gram === rare ? 1 : 10 + (gram % 7));

  it.each([
    ['ab', 4, 0],
    ['abc', 4, 1],
    ['payments', 4, 3],
    ['payments-worker', 4, 4],
    ['payments-worker', 2, 2],
    ['aaaaaaaaa', 4, 1],
  ])('chooses of %s, at most %i, %i', (text, most, chosen) => {
    expect(chosenGrams(Buffer.from(text), count, most)).toHaveLength(chosen);
  });

  it('begins with the rarest', () => {
    expect(chosenGrams(Buffer.from('payments'), count, 4)[0]).toBe(rare);
  });

  it('prefers characters that no other has to what is rare', () => {
    const often = grams('s-4')[0];
    const chosen = chosenGrams(Buffer.from('ifacts-4'), (gram) => (gram === often ? 1_000 : gram), 3);
    expect(chosen).toContain(often);
  });
});

describe(isItsGram, () => {
  it.each([
    ['pay', true],
    ['a-1', true],
    ['paym', false],
    ['pa', false],
    ['pa ', false],
    [`a${EQUALS_IN_KEY}b`, false],
    ['ü1', false],
  ])('of %j: %s', (text, isIts) => {
    expect(isItsGram(Buffer.from(text))).toBe(isIts);
  });
});
