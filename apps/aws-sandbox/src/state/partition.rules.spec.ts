import { describe, expect, it } from '@jest/globals';

import { dnsSuffixOf, partitionOfRegion, regionalDomain } from './partition.rules.js';

describe('the names of hosts', () => {
  it.each([
    ['eu-west-1', 'aws', 'eu-west-1.amazonaws.com'],
    ['us-gov-west-1', 'aws-us-gov', 'us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'cn-north-1.amazonaws.com.cn'],
  ])('of %s end as those of %s do', (region, partition, domain) => {
    expect([partitionOfRegion(region), regionalDomain(region)]).toEqual([partition, domain]);
    expect(domain).toBe(`${region}.${dnsSuffixOf(partition)}`);
  });
});
