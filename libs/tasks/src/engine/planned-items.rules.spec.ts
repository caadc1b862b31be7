import { describe, expect, it } from '@jest/globals';
import { plannedItems } from './planned-items.rules.js';

describe(plannedItems, () => {
  it('takes each item once, and calls it by its id when it has no other name', () => {
    expect(plannedItems(['a', { item: 'b', label: 'Bee' }, 'a', { item: 'c', label: '' }])).toEqual([
      { item: 'a', label: 'a' },
      { item: 'b', label: 'Bee' },
      { item: 'c', label: 'c' },
    ]);
  });

  it('refuses more than can be done, and what is too long to keep', () => {
    expect(() => plannedItems(Array.from({ length: 20_001 }, (_, index) => String(index)))).toThrow('20001 items');
    expect(() => plannedItems(['x'.repeat(301)])).toThrow('301 characters');
  });
});
