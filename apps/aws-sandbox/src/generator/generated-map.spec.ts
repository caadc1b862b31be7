import { describe, expect, it } from '@jest/globals';

import { GeneratedMap, type Recipe } from './generated-map.js';
import { Residents } from './residents.js';

interface Thing {
  readonly name: string;
  tags: Map<string, string>;
}

class Garden {
  made = 0;
  readonly gone = new Set<string>();
  readonly residents = new Residents(3);

  recipe(names: readonly string[]): Recipe<Thing> {
    const grow = (name: string): Thing => {
      this.made += 1;
      return { name, tags: new Map([['kind', 'generated']]) };
    };
    return {
      size: names.length,
      all: () => names.map((name) => [name, grow(name)] as const),
      one: (key) => (key === 'spoke' ? grow(key) : undefined),
    };
  }

  map(names: readonly string[], kept: Iterable<readonly [string, Thing]> = []): GeneratedMap<Thing> {
    return new GeneratedMap(this.recipe(names), { residents: this.residents, gone: this.gone, kept });
  }
}

describe('GeneratedMap', () => {
  it('knows its size without making anything', () => {
    const garden = new Garden();
    expect(garden.map(['a', 'b']).size).toBe(2);
    expect(garden.made).toBe(0);
  });

  it('makes what can be made alone alone, and gives everybody the same one', () => {
    const garden = new Garden();
    const map = garden.map(['spoke', 'a', 'b']);
    const spoke = map.get('spoke');
    expect(garden.made).toBe(1);
    expect([...map.values()][0]).toBe(spoke);
    expect(map.size).toBe(3);
  });

  it('drops what nobody looked at for longest, and keeps what was changed', () => {
    const garden = new Garden();
    const map = garden.map(['a', 'b']);
    const changed = map.get('a');
    const unchanged = map.get('b');
    changed?.tags.set('team', 'payments');
    expect([...garden.map(['x', 'y']).keys()]).toEqual(['x', 'y']);
    expect(map.get('a')).toBe(changed);
    expect(map.get('b')).not.toBe(unchanged);
    expect(map.get('b')).toEqual(unchanged);
    expect([...map.keys()]).toEqual(['a', 'b']);
  });

  it('remembers what was added and deleted when it is dropped and looked at again', () => {
    const garden = new Garden();
    const map = garden.map(['a', 'b']);
    map.set('c', { name: 'c', tags: new Map() });
    expect(map.delete('a')).toBe(true);
    expect(map.delete('a')).toBe(false);
    map.drop();
    expect([...map.keys()]).toEqual(['b', 'c']);
    expect([map.has('a'), map.has('b'), map.has('c'), map.size]).toEqual([false, true, true, 2]);
    expect(map.delete('c')).toBe(true);
    map.set('a', { name: 'a', tags: new Map() });
    map.drop();
    expect([...map].map(([key, { tags }]) => `${key}:${String(tags.size)}`).sort()).toEqual(['a:0', 'b:1']);
    map.clear();
    map.drop();
    expect(map.size).toBe(0);
  });

  it('is copied as what was changed only, and made whole from that', () => {
    const garden = new Garden();
    const map = garden.map(['a', 'b']);
    map.get('b')?.tags.clear();
    map.settle();
    const copy: unknown = structuredClone(map);
    expect(copy).toEqual(new Map([['b', { name: 'b', tags: new Map() }]]));
    const again = garden.map(['a', 'b'], copy as Map<string, Thing>);
    expect([...again.values()].map(({ tags }) => tags.size)).toEqual([1, 0]);
  });

  it('visits entries in one order whichever way it is walked', () => {
    const map = new Garden().map(['a', 'b']);
    const visited: string[] = [];
    map.forEach((_value, key) => visited.push(key));
    expect(visited).toEqual([...map.keys()]);
    expect(visited).toEqual([...map.values()].map(({ name }) => name));
  });
});
