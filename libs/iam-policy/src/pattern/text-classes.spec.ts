import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileWildcard } from '../match/wildcard.js';
import { globOf } from './glob.js';
import { Work } from './work.js';
import { commonText, isCovered, textClassesOf } from './text-classes.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 200);
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', 'c'), maxLength: 8 });

describe(textClassesOf, () => {
  it('finds the classes that wildcards make, with a witness each', () => {
    const classes = textClassesOf([globOf('s3:Get*'), globOf('s3:*'), globOf('*Object')]);
    const named = classes?.map(({ matching, witness }) => [matching.join(), witness]);
    expect(named).toEqual(
      expect.arrayContaining([
        ['', ''],
        ['1', 's3:'],
        ['0,1', 's3:Get'],
        ['2', 'Object'],
        ['1,2', 's3:Object'],
        ['0,1,2', 's3:GetObject'],
      ]),
    );
    expect(named).toHaveLength(6);
  });

  it('gives up rather than taking for ever', () => {
    const hostile = [globOf(`*a${'?'.repeat(14)}`)];
    expect(textClassesOf(hostile, new Work(100_000))).toBeUndefined();
  });

  it('every text belongs to a class it found', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), text, (patterns, sample) => {
        const matching = patterns.flatMap((source, index) => (compileWildcard(source).matches(sample) ? [index] : []));
        const classes = textClassesOf(patterns.map(globOf)) ?? [];
        expect(classes.map((found) => found.matching)).toContainEqual(matching);
      }),
      { numRuns },
    );
  });

  it('every witness belongs to its class', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), (patterns) => {
        for (const { matching, witness } of textClassesOf(patterns.map(globOf)) ?? []) {
          const found = patterns.flatMap((source, index) => (compileWildcard(source).matches(witness) ? [index] : []));
          expect(found).toEqual(matching);
        }
      }),
      { numRuns },
    );
  });
});

describe(isCovered, () => {
  it.each<[string, string[], boolean]>([
    ['s3:GetObject', ['s3:Get*'], true],
    ['s3:Get*', ['s3:GetObject'], false],
    ['*?', ['?*'], true],
    ['a*', ['a', 'a?*'], true],
    ['a*', ['a?*'], false],
    ['*', ['*'], true],
    ['a*b*c', ['a*c'], true],
    ['a*c', ['a*b*c'], false],
  ])('%s is covered by %j: %s', (inner, outers, covered) => {
    expect(isCovered(globOf(inner), outers.map(globOf))).toBe(covered);
  });
});

describe(commonText, () => {
  it.each<[string, string, string | null]>([
    ['s3:Get*', '*Object', 's3:GetObject'],
    ['a*', 'b*', null],
    ['a?c', 'ab*', 'abc'],
  ])('of %s and %s is %j', (one, other, common) => {
    expect(commonText(globOf(one), globOf(other))).toBe(common);
  });
});
