import { describe, expect, it } from '@jest/globals';
import { areTagsWanted, saidByTags } from './account-tags.rules.js';

const keys = {
  name: 'Name',
  aliases: 'aliases',
  environment: 'environment',
  sensitive: 'sensitive',
  syncEnabled: 'read-by-gatehouse',
  owner: 'owner',
  regions: 'regions',
};
const said = (tags: Record<string, string>, of = keys) => saidByTags(new Map(Object.entries(tags)), of);

describe(saidByTags, () => {
  it('takes everything from the tags that the configuration names', () => {
    const tags = {
      Name: 'Payments',
      aliases: 'pay payments-prod',
      environment: 'production',
      sensitive: 'yes',
      'read-by-gatehouse': 'true',
      owner: 'payments@example.com',
      regions: 'eu-west-1:us-east-1',
      other: 'x',
    };
    expect(said(tags)).toEqual({
      name: 'Payments',
      settings: {
        aliases: ['pay', 'payments-prod'],
        environment: 'production',
        isSensitive: true,
        isSyncEnabled: true,
        owner: 'payments@example.com',
        regions: ['eu-west-1', 'us-east-1'],
      },
    });
  });

  it.each([
    ['no', false],
    ['FALSE', false],
    ['0', false],
    ['yes', true],
    ['high', true],
    ['nope, very much so', true],
  ])('a mark of sensitivity that says %s: %s', (sensitive, isSensitive) => {
    expect(said({ sensitive })).toEqual({ settings: { isSensitive } });
  });

  it.each([
    ['off', false],
    ['disabled?', true],
  ])('reading that is %s: %s', (value, isSyncEnabled) => {
    expect(said({ 'read-by-gatehouse': value })).toEqual({ settings: { isSyncEnabled } });
  });

  it('says nothing of what is empty, absent, or no region', () => {
    expect(said({ Name: ' ', sensitive: '', regions: 'everywhere Europe' })).toEqual({ settings: {} });
    expect(said({ regions: 'everywhere eu-west-1 eu-west-1' })).toEqual({ settings: { regions: ['eu-west-1'] } });
    expect(saidByTags(new Map([['owner', 'a']]), {})).toEqual({ settings: {} });
  });

  it('never says more than messages carry', () => {
    const { name, settings } = said({ Name: 'n'.repeat(256), aliases: 'a b c d e f', environment: 'e'.repeat(256) });
    expect(name).toHaveLength(200);
    expect(settings?.aliases).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(settings?.environment).toHaveLength(100);
  });
});

describe(areTagsWanted, () => {
  it('asks nobody for tags that mean nothing', () => {
    expect(areTagsWanted({})).toBe(false);
    expect(areTagsWanted({ owner: 'owner' })).toBe(true);
  });
});
