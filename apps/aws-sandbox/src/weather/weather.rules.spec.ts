import { describe, expect, it } from '@jest/globals';

import { OverlayMap } from './overlay-map.js';
import { plainCopy } from './plain-copy.rules.js';
import { throttlingError } from './throttling-error.rules.js';
import { type Bucket, takeToken } from './token-bucket.rules.js';
import { skyOver } from './weather-over.rules.js';
import { WeatherRule, WeatherSettings } from './weather-settings.js';

describe('takeToken', () => {
  const RATE = { perSecond: 2, burst: 3 };
  const takeAt = (times: readonly number[]) => {
    let bucket: Bucket | undefined;
    return times.map((now) => {
      const next = takeToken(bucket, RATE, now);
      bucket = next.bucket;
      return next.taken;
    });
  };

  it.each([
    ['a burst, and then no more', [0, 0, 0, 0], [true, true, true, false]],
    ['what has come in since', [0, 0, 0, 500, 500], [true, true, true, true, false]],
    ['never more than the burst', [0, 60_000, 60_000, 60_000, 60_000], [true, true, true, true, false]],
    ['no penalty for a clock that is set back', [10_000, 0, 0, 0], [true, true, true, false]],
  ])('lets through %s', (_what, times, expected) => {
    expect(takeAt(times)).toEqual(expected);
  });
});

describe('skyOver', () => {
  const place = { account: '111111111111', service: 'iam', operation: 'ListRoles', region: 'us-east-1' };
  const skew = (seconds: number, where: Partial<WeatherRule> = {}) =>
    WeatherRule.parse({ ...where, clockSkewSeconds: seconds });

  it.each<[string, readonly WeatherRule[], number | undefined]>([
    ['nothing when no rule is over it', [skew(1, { service: 's3' }), skew(2, { operation: 'Get*' })], undefined],
    ['the closest', [skew(1, { service: 'iam', operation: 'ListRoles' }), skew(2, { service: 'iam' }), skew(3)], 1],
    ['a whole name before a prefix', [skew(1, { operation: 'ListRoles' }), skew(2, { operation: 'List*' })], 1],
    ['an account before an operation', [skew(1, { operation: 'ListRoles' }), skew(2, { account: '111111111111' })], 2],
    ['the later of equals', [skew(1, { service: 'iam' }), skew(2, { service: 'iam' })], 2],
  ])('takes %s', (_what, rules, expected) => {
    expect(skyOver(rules, place).clockSkewSeconds).toBe(expected);
  });

  it('puts effects of several rules together', () => {
    const slow = WeatherRule.parse({ service: 'iam', latency: { fromMilliseconds: 1, toMilliseconds: 2 } });
    const sky = skyOver([skew(5), slow], place);
    expect(sky).toMatchObject({ clockSkewSeconds: 5, latency: { fromMilliseconds: 1 } });
  });
});

describe('settings of the weather', () => {
  it.each([
    [{ rules: [{ account: '12' }] }],
    [{ rules: [{ drops: { share: 2 } }] }],
    [{ rules: [{ latency: { fromMilliseconds: 5, toMilliseconds: 1 } }] }],
    [{ rules: [{ hangs: { share: 1, seconds: 6_000 } }] }],
    [{ consistencySeconds: -1 }],
    [{ wind: 'strong' }],
  ])('refuse %j', (settings) => {
    expect(WeatherSettings.safeParse(settings).success).toBe(false);
  });
});

describe('throttlingError', () => {
  it.each([
    ['s3', 'SlowDown', 503],
    ['organizations', 'TooManyRequestsException', 400],
    ['lambda', 'TooManyRequestsException', 429],
    ['a service of next year', 'ThrottlingException', 400],
  ])('of %s is %s', (service, code, status) => {
    expect(throttlingError(service)).toMatchObject({ code, status });
  });
});

describe('what is seen of a world', () => {
  it('is a map with some values replaced, hidden and added', () => {
    const below = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    const seen = new OverlayMap(
      below,
      new Map([
        ['a', 10],
        ['b', undefined],
        ['c', 3],
      ]),
    );
    expect([...seen]).toEqual([
      ['a', 10],
      ['c', 3],
    ]);
    expect([seen.size, seen.has('b'), seen.get('c'), [...seen.keys()], [...seen.values()]]).toEqual([
      2,
      false,
      3,
      ['a', 'c'],
      [10, 3],
    ]);
    const visited: string[] = [];
    seen.forEach((value, key) => visited.push(`${key}${String(value)}`));
    expect(visited).toEqual(['a10', 'c3']);
  });

  it('is a copy that changes with nothing', () => {
    const role = {
      name: 'a',
      tags: new Map([['k', 'v']]),
      attached: new Set(['x']),
      at: new Date(5),
      list: [1],
      none: undefined,
    };
    const copy = plainCopy(role);
    role.tags.set('k', 'w');
    role.attached.add('y');
    role.list.push(2);
    expect(copy).toEqual({
      name: 'a',
      tags: new Map([['k', 'v']]),
      attached: new Set(['x']),
      at: new Date(5),
      list: [1],
      none: undefined,
    });
  });
});
