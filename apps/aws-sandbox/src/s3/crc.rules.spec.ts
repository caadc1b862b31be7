import { describe, expect, it } from '@jest/globals';

import { crc32c, crc64nvme } from './crc.rules.js';

/** The check values of the two algorithms: their result for these nine digits. */
const DIGITS = Buffer.from('123456789');

describe('CRC', () => {
  it('32C of the nine digits', () => {
    expect(crc32c(DIGITS).toString('hex')).toBe('e3069283');
  });

  it('64/NVME of the nine digits', () => {
    expect(crc64nvme(DIGITS).toString('hex')).toBe('ae8b14860a799888');
  });

  it('of nothing is nothing', () => {
    expect([crc32c(new Uint8Array()).toString('hex'), crc64nvme(new Uint8Array()).toString('hex')]).toEqual([
      '00000000',
      '0000000000000000',
    ]);
  });
});
