import { describe, expect, it } from '@jest/globals';

import { regionOfCall } from './region.rules.js';

describe('the region of a call', () => {
  it.each([
    ['sts', 'eu-west-1', 'sts.amazonaws.com', 'eu-west-1'],
    ['sts', undefined, 'sts.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['sts', undefined, 'sts.us-gov-west-1.amazonaws.com:4599', 'us-gov-west-1'],
    ['sts', undefined, 'sts.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['sts', undefined, 'sts.amazonaws.com', 'us-east-1'],
    ['sts', undefined, '127.0.0.1:4599', 'us-east-1'],
    ['sts', undefined, undefined, 'us-east-1'],
    ['iam', 'eu-west-1', undefined, 'us-east-1'],
    ['iam', 'us-gov-east-1', undefined, 'us-gov-west-1'],
    ['organizations', 'cn-northwest-1', undefined, 'cn-north-1'],
  ])('of %s signed for %s to %s is %s', (service, signed, host, region) => {
    expect(regionOfCall({ service, signed, host })).toBe(region);
  });
});
