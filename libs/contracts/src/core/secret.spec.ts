import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Secret } from './secret.js';

describe(Secret, () => {
  const secret = new Secret('canary-5f2c');

  it.each<[string, () => string]>([
    ['a template', () => `${secret as unknown as string}`],
    ['String()', () => String(secret)],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['inspection', () => inspect({ secret }, { depth: 5, showHidden: true, getters: true })],
    ['a spread copy', () => JSON.stringify({ ...secret })],
    ['the message of an error', () => new Error(`failed with ${String(secret)}`).message],
  ])('does not show in %s', (_where, print) => {
    expect(print()).not.toContain('canary');
  });

  it('is given back to whoever asks by name', () => {
    expect(secret.reveal()).toBe('canary-5f2c');
  });
});
