import { describe, expect, it } from '@jest/globals';
import { settingLabel, settingText, stableJson } from './setting-text.rules';

describe(settingText, () => {
  it.each([
    [null, '–'],
    ['', '–'],
    [true, 'Yes'],
    [0, '0'],
    ['eu-west-1', 'eu-west-1'],
    [['a', 'b'], 'a\nb'],
    [[], 'None'],
    [{ keyId: null, bucketKey: false }, 'Key ID: –\nBucket key: No'],
    [[{ a: [1] }], '{"a":[1]}'],
    ['2026-11-22T12:00:00.000Z', new Date('2026-11-22T12:00:00Z').toLocaleString()],
  ])('of %j is %j', (value, text) => {
    expect(settingText(value)).toBe(text);
  });
});

describe(settingLabel, () => {
  it.each([
    ['maxSessionSeconds', 'Max session seconds'],
    ['vpcId', 'VPC ID'],
    ['subnetIds', 'Subnet IDs'],
    ['isPrivateDnsEnabled', 'Is private DNS enabled'],
    ['KMSMasterKeyId', 'KMS master key ID'],
    ['state', 'State'],
  ])('of %s is %s', (name, label) => {
    expect(settingLabel(name)).toBe(label);
  });
});

describe(stableJson, () => {
  it('does not depend on the order of keys, but on that of lists', () => {
    expect(stableJson({ b: [2, 1], a: { d: 1, c: 2 } })).toBe(stableJson({ a: { c: 2, d: 1 }, b: [2, 1] }));
    expect(stableJson([1, 2])).not.toBe(stableJson([2, 1]));
  });
});
