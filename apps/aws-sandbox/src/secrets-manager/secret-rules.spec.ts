import { describe, expect, it } from '@jest/globals';

import { passesFilters } from './secret-filters.rules.js';
import { isSecretName, readSecretId } from './secret-name.rules.js';
import { moveStage, versionAt } from './secret-stages.rules.js';

describe('readSecretId', () => {
  const place = { accountId: '111122223333', region: 'eu-west-1' };
  const arn = (rest: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${rest}`;

  it.each([
    ['app/db', { place: undefined, names: ['app/db'], arn: undefined }],
    [arn('app/db-AbC123'), { place, names: ['app/db', 'app/db-AbC123'], arn: arn('app/db-AbC123') }],
    [arn('app/db'), { place, names: ['app/db'], arn: arn('app/db') }],
  ])('%s', (text, reference) => {
    expect(readSecretId(text)).toEqual(reference);
  });

  it('names have no spaces', () => {
    expect(['a/b_c+d=e.f@g!h-i', 'a b', '', 'ü'].map(isSecretName)).toEqual([true, false, false, false]);
  });
});

describe('moveStage', () => {
  it('AWSPREVIOUS follows AWSCURRENT, and comes back with it', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, stages: new Set<string>() })) as [Staged, Staged, Staged];
    const versions = new Map([a, b, c].map((each) => [each.id, each]));
    for (const version of [a, b, c]) moveStage(versions, 'AWSCURRENT', version);
    expect([versionAt(versions, 'AWSCURRENT'), versionAt(versions, 'AWSPREVIOUS')]).toEqual([c, b]);
    moveStage(versions, 'AWSCURRENT', b);
    expect([versionAt(versions, 'AWSCURRENT'), versionAt(versions, 'AWSPREVIOUS')]).toEqual([b, c]);
    expect([...a.stages]).toEqual([]);
  });

  interface Staged {
    readonly id: string;
    readonly stages: Set<string>;
  }
});

describe('passesFilters', () => {
  const secret = {
    name: 'Shop/api',
    description: 'Key of the Till',
    tags: new Map([['Team', 'Shop']]),
    region: 'eu-west-1',
  };

  it.each<[string, string, boolean]>([
    ['name', 'Shop', true],
    ['name', 'shop', false],
    ['name', '!Shop', false],
    ['description', 'till', true],
    ['description', 'key till', true],
    ['description', 'ill', false],
    ['tag-key', 'Te', true],
    ['tag-value', 'shop', false],
    ['all', 'shop', true],
    ['owning-service', 'rds', false],
    ['primary-region', 'eu-', true],
  ])('%s %s: %p', (Key, value, passes) => {
    expect(passesFilters(secret, [{ Key, Values: [value] }])).toBe(passes);
  });

  it('needs every filter, and of each any value', () => {
    const name = { Key: 'name', Values: ['X', 'Shop'] };
    expect(passesFilters(secret, [name])).toBe(true);
    expect(passesFilters(secret, [name, { Key: 'tag-key', Values: ['X'] }])).toBe(false);
    expect(passesFilters(secret, [])).toBe(true);
  });
});
