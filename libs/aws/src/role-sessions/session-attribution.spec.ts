import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sessionNameOf, tagValueOf } from './session-attribution.js';

describe(sessionNameOf, () => {
  it('keeps an e-mail address as it is', () => {
    expect(sessionNameOf('ada@example.com')).toBe('ada@example.com');
  });

  it('never lets two people share a name', () => {
    expect(sessionNameOf("o'brien@example.com")).not.toBe(sessionNameOf('o-brien@example.com'));
    const long = 'x'.repeat(80);
    expect(sessionNameOf(`${long}1`)).not.toBe(sessionNameOf(`${long}2`));
  });

  it('is something STS takes, and the same every time', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 320, unit: 'grapheme' }), (actorId) => {
        expect(sessionNameOf(actorId)).toMatch(/^[\w+=,.@-]{2,64}$/);
        expect(sessionNameOf(actorId)).toBe(sessionNameOf(actorId));
      }),
    );
  });
});

describe(tagValueOf, () => {
  it('is something STS takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (value) => {
        expect(tagValueOf(value)).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
      }),
    );
  });
});
