import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '@gatehouse/contracts';
import { KeyWrapping } from './key-wrapping.js';

const newWrapping = () => new KeyWrapping(new Secret(randomBytes(32).toString('base64')));
const plain = new Secret(Buffer.from('a private key'));

describe(KeyWrapping, () => {
  it('gives back what it wrapped, under the id it was bound to', () => {
    const wrapping = newWrapping();
    expect(wrapping.unwrap(wrapping.wrap(plain, 'kid-1'), 'kid-1').reveal()).toEqual(plain.reveal());
  });

  it('never wraps the same twice into the same bytes', () => {
    const wrapping = newWrapping();
    expect(wrapping.wrap(plain, 'kid-1')).not.toEqual(wrapping.wrap(plain, 'kid-1'));
  });

  it.each([
    ['another id', (bytes: Buffer) => bytes, 'kid-2'],
    [
      'one bit flipped',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 30 ? byte ^ 1 : byte))),
      'kid-1',
    ],
    ['its tag shortened', (bytes: Buffer) => bytes.subarray(0, 20), 'kid-1'],
  ])('refuses %s', (_case, tamper, boundTo) => {
    const wrapping = newWrapping();
    expect(() => wrapping.unwrap(tamper(wrapping.wrap(plain, 'kid-1')), boundTo)).toThrow();
  });

  it('refuses what another key wrapped, and has another id then', () => {
    const [one, other] = [newWrapping(), newWrapping()];
    expect(() => other.unwrap(one.wrap(plain, 'kid-1'), 'kid-1')).toThrow();
    expect(other.id).not.toBe(one.id);
  });

  it.each([['c2hvcnQ='], [''], [randomBytes(33).toString('base64')]])(
    'says what is wrong with the key %j',
    (encoded) => {
      expect(() => new KeyWrapping(new Secret(encoded))).toThrow(/must be 32 random bytes in base64/);
    },
  );

  it('does not print its key', () => {
    const encoded = randomBytes(32).toString('base64');
    const wrapping = new KeyWrapping(new Secret(encoded));
    expect(JSON.stringify(wrapping)).not.toContain(encoded);
  });
});
