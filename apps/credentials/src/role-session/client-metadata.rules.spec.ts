import { describe, expect, it } from '@jest/globals';
import { boundedMetadata } from './client-metadata.rules.js';

describe(boundedMetadata, () => {
  it('keeps what is short', () => {
    expect(boundedMetadata({ os: 'linux' })).toEqual({ metadata: { os: 'linux' } });
    expect(boundedMetadata(undefined)).toEqual({});
  });

  it('says that something was left out when it is long', () => {
    expect(boundedMetadata({ os: 'x'.repeat(5_000) })).toEqual({
      metadataLeftOut: expect.stringContaining('at most 4096'),
    });
  });
});
