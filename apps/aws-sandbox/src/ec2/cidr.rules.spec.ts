import { describe, expect, it } from '@jest/globals';

import { addressAt, isWithin, readBlock, usableAddresses } from './cidr.rules.js';

describe('blocks of addresses', () => {
  it('are read from their notation', () => {
    expect(readBlock('10.0.1.0/24')).toEqual({ first: 167_772_416, size: 256 });
    expect(readBlock('0.0.0.0/0')).toEqual({ first: 0, size: 2 ** 32 });
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.256/32', '10.0.0.1/24', 'ten'])('are not %s', (text) => {
    expect(readBlock(text)).toBeUndefined();
  });

  it('are in one another or not', () => {
    expect(isWithin('10.0.1.0/24', '10.0.0.0/16')).toBe(true);
    expect(isWithin('10.1.0.0/24', '10.0.0.0/16')).toBe(false);
    expect(isWithin('10.0.0.0/8', '10.0.0.0/16')).toBe(false);
  });

  it('have addresses, some of which are AWS’s', () => {
    expect(addressAt('172.31.16.0/20', 4)).toBe('172.31.16.4');
    expect(addressAt('10.0.0.0/16', 300)).toBe('10.0.1.44');
    expect(usableAddresses('10.0.1.0/24')).toBe(251);
  });
});
