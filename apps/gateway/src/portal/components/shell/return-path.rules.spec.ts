import { describe, expect, it } from '@jest/globals';
import { returnPathOf, signInHref } from './return-path.rules';

describe(returnPathOf, () => {
  it.each(['/', '/accounts?q=a%20b', '/roles/arn:aws:iam::123456789012:role/x#trust'])('leads back to %s', (path) => {
    expect(returnPathOf(path)).toBe(path);
  });

  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/a\\..\\b',
    'javascript:alert(1)',
    '/sign-in?returnTo=/sign-in',
    '/api/v3/roles',
    `/${'a'.repeat(2_001)}`,
  ])('never leads anywhere else: %j', (wanted) => {
    expect(returnPathOf(wanted)).toBe('/');
  });
});

describe(signInHref, () => {
  it('keeps where one was, and says nothing for home', () => {
    expect(signInHref('/accounts?q=x')).toBe('/sign-in?returnTo=%2Faccounts%3Fq%3Dx');
    expect(signInHref('/')).toBe('/sign-in');
  });
});
