import { describe, expect, it } from '@jest/globals';
import { OWNER } from './resource-text.rules.js';
import { SharedLines } from './shared-lines.js';

/** Lines of which each was met so often that it is shared. */
function frequent(...lines: [key: string, value: string][]): SharedLines {
  const shared = new SharedLines();
  for (let turn = 0; turn < 200; turn += 1) for (const [key, value] of lines) shared.of(key, value);
  return shared;
}

describe(SharedLines, () => {
  it('shares what many resources have, and keeps its number', () => {
    const shared = new SharedLines();
    expect(shared.of('stage', 'prod')).toBeUndefined();
    for (let turn = 0; turn < 100; turn += 1) shared.of('stage', 'prod');
    expect(shared.of('stage', 'prod')).toBe(0);
    expect(shared.of('stage', 'prod')).toBe(0);
  });

  it('leaves with resources what differs from one to the next', () => {
    const shared = new SharedLines();
    const numbers = Array.from({ length: 10_000 }, (_, at) => shared.of('id', String(at)));
    expect(numbers.filter((number) => number !== undefined).length).toBeLessThan(10_000 / 30);
    expect(shared.size).toBeLessThan(10_000 / 30);
  });

  it('has no end of kinds', () => {
    const shared = new SharedLines();
    for (let key = 0; key < 5_000; key += 1) for (let turn = 0; turn < 70; turn += 1) shared.of(`key-${key}`, 'x');
    expect(shared.size).toBeLessThan(5_000);
  });

  it.each([
    ['prod', 1],
    ['stage=pro', 1],
    ['a=b=c', 1],
    ['leads@', 1],
    ['s', 2],
    ['\u0002', 0],
    ['Prod', 0],
  ])('finds the word %j in %i lines', (word, count) => {
    const shared = frequent(['Stage', 'Prod'], ['a=b', 'c'], [OWNER, 'Leads@example.com']);
    expect(shared.containing(word)).toHaveLength(count);
  });

  it.each([
    ['Stage', 'Prod', 1],
    ['Stage', undefined, 1],
    ['stage', undefined, 0],
    ['Stage', 'prod', 0],
    ['a\u0005b', 'c', 1],
    ['a=b', 'c', 0],
    [OWNER, 'Leads@example.com', 1],
  ])('finds the lines of %j with %j', (key, value, count) => {
    const shared = frequent(['Stage', 'Prod'], ['a=b', 'c'], [OWNER, 'Leads@example.com']);
    expect(shared.with(key, value)).toHaveLength(count);
  });
});
