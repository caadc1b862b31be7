import { describe, expect, it } from '@jest/globals';
import { digestOf, newSessionToken } from './session-token.js';

describe(newSessionToken, () => {
  it('has 256 bits and fits a cookie', () => {
    expect(newSessionToken().reveal()).toMatch(/^[\w-]{43}$/);
  });

  it('never comes twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newSessionToken().reveal())).size).toBe(1_000);
  });

  it('does not show when it is printed', () => {
    const token = newSessionToken();
    expect(JSON.stringify({ token }) + String(token)).not.toContain(token.reveal());
  });
});

describe(digestOf, () => {
  it('is the same for the same token, and does not contain it', () => {
    const token = newSessionToken().reveal();
    expect(digestOf(token)).toEqual(digestOf(token));
    expect(digestOf(token).toString('base64url')).not.toContain(token.slice(0, 8));
  });
});
