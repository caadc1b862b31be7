import { describe, expect, it } from '@jest/globals';
import { Secret } from '@gatehouse/contracts';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe(canonicalJson, () => {
  it('writes one value in one way, whatever the order of its fields', () => {
    expect(canonicalJson({ b: [1, null, undefined], a: { d: 1e21, c: 'ä"' }, absent: undefined })).toBe(
      '{"a":{"c":"ä\\"","d":1e+21},"b":[1,null,null]}',
    );
  });

  it('never writes a secret', () => {
    expect(canonicalJson({ key: new Secret('hush') })).toBe('{"key":"***"}');
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1n], [() => 1], [undefined]])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow('has no JSON form');
  });

  it('says the same as JSON, and the same again after a round trip', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(text)).toEqual(plain);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
