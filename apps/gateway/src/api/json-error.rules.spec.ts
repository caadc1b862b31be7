import { describe, expect, it } from '@jest/globals';
import { findJsonError } from './json-error.rules.js';

describe(findJsonError, () => {
  it.each([['{"a":[1,{"b":null}], "c": -1.5e+3}'], [' [] '], ['{}'], ['"\\u00e9\\n"'], ['0'], ['[[[[{"a":{}}]]]]']])(
    'finds nothing wrong with %j',
    (text) => {
      expect(findJsonError(text)).toBeUndefined();
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    },
  );

  it.each([
    ['{"a": abc}', 6],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{', 1],
    ['{"a": 1', 7],
    ['{"a": "unfinished', 6],
    ['{"a": "bad \\x escape"}', 6],
    ['{a: 1}', 1],
    ['[1 2]', 3],
    ['[1, ]', 4],
    ['{} {}', 3],
    ['nul', 0],
    ['{"a": 01}', 6],
    ['[1}', 2],
    ['<html>', 0],
    ['{"a": "line\nbreak"}', 6],
    ['', 0],
    ['"\u0001"', 0],
  ])('finds the place in %j', (text, position) => {
    expect(findJsonError(text)).toBe(position);
    expect(() => JSON.parse(text) as unknown).toThrow();
  });
});
