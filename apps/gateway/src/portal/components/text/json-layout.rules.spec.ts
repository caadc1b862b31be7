import { describe, expect, it } from '@jest/globals';
import { layOutJson } from './json-layout.rules';

describe(layOutJson, () => {
  it('lays a policy out as people write them', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Action: ['s3:*', 'a:b'], Resource: '*', Empty: {}, None: [] }],
    };
    expect(layOutJson(JSON.stringify(policy))).toBe(JSON.stringify(policy, null, 2));
  });

  it('changes no value: numbers, repeated keys and escapes stay as AWS holds them', () => {
    const text = '{"a":1.0,"a":12345678901234567890,"b":"\\u0041\\" {[,:"}';
    expect(layOutJson(text).replace(/\n\s*/g, '').replaceAll('": ', '":')).toBe(text);
  });

  it('leaves text alone that is no JSON', () => {
    expect(layOutJson('{"a":')).toBe('{"a":');
  });
});
