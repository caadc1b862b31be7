import { describe, expect, it } from '@jest/globals';
import { comesFromElsewhere, comesFromUs, ownOriginsOf } from './origin.rules.js';

const us = ownOriginsOf(new URL('https://gatehouse.example.com'));
const own = 'https://gatehouse.example.com';

describe(comesFromUs, () => {
  it.each([
    ['POST', own, 'same-origin'],
    ['DELETE', own, undefined],
    ['GET', undefined, 'cross-site'],
    ['HEAD', 'https://elsewhere.example', undefined],
  ])('accepts %s from %s (%s)', (method, origin, fetchSite) => {
    expect(comesFromUs({ method, origin, fetchSite }, us)).toBe(true);
  });

  it.each([
    ['POST', undefined, undefined],
    ['POST', undefined, 'same-origin'],
    ['POST', 'null', undefined],
    ['POST', 'https://elsewhere.example', undefined],
    ['POST', own, 'cross-site'],
    ['POST', own, 'same-site'],
    ['POST', own, 'none'],
    ['PUT', 'http://gatehouse.example.com', undefined],
    ['PATCH', `${own}:8443`, undefined],
    ['DELETE', `${own}.elsewhere.example`, undefined],
    ['post', 'https://elsewhere.example', undefined],
  ])('refuses %s from %s (%s)', (method, origin, fetchSite) => {
    expect(comesFromUs({ method, origin, fetchSite }, us)).toBe(false);
  });
});

describe(comesFromElsewhere, () => {
  it('lets a command-line client through, which says nothing', () => {
    expect(comesFromElsewhere({ method: 'POST', origin: undefined, fetchSite: undefined }, us)).toBe(false);
  });

  it.each([
    ['https://elsewhere.example', undefined],
    ['null', undefined],
    [undefined, 'cross-site'],
    [own, 'same-site'],
  ])('tells a page elsewhere by %s, %s', (origin, fetchSite) => {
    expect(comesFromElsewhere({ method: 'POST', origin, fetchSite }, us)).toBe(true);
  });
});

describe(ownOriginsOf, () => {
  it('knows both names of loopback, on the same port only', () => {
    expect([...ownOriginsOf(new URL('http://127.0.0.1:3000'))]).toEqual([
      'http://127.0.0.1:3000',
      'http://localhost:3000',
    ]);
  });

  it('is one origin anywhere else', () => {
    expect([...us]).toEqual([own]);
  });
});
