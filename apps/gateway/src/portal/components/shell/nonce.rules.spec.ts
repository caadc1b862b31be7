import { describe, expect, it } from '@jest/globals';
import { nonceOf } from './nonce.rules';

describe(nonceOf, () => {
  it('finds the nonce of a policy', () => {
    expect(nonceOf("default-src 'self'; script-src 'self' 'nonce-aB3+/x=='")).toBe('aB3+/x==');
  });

  it.each([null, "script-src 'self'", "script-src 'nonce-\"><script>'"])('finds none in %j', (policy) => {
    expect(nonceOf(policy)).toBeUndefined();
  });
});
