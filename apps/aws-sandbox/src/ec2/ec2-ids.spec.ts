import { describe, expect, it } from '@jest/globals';

import { ec2Id, exampleAddress, zoneOf } from './ec2-ids.js';

describe('ids of EC2', () => {
  it.each([
    ['us-east-1', 'use1-az1'],
    ['eu-west-1', 'euw1-az1'],
    ['ap-southeast-2', 'apse2-az1'],
    ['ca-central-1', 'cac1-az1'],
    ['us-gov-west-1', 'usgw1-az1'],
    ['cn-northwest-1', 'cnnw1-az1'],
  ])('name a zone of %s %s', (region, id) => {
    expect(zoneOf(region, 'a')).toEqual({ name: `${region}a`, id });
  });

  it('are the same for the same thing', () => {
    expect(ec2Id('vpc', 'a')).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(ec2Id('vpc', 'a')).toBe(ec2Id('vpc', 'a'));
    expect(ec2Id('vpc', 'a')).not.toBe(ec2Id('vpc', 'b'));
    expect(exampleAddress('a')).toMatch(/^198\.1[89]\.\d{1,3}\.\d{1,3}$/);
  });
});
