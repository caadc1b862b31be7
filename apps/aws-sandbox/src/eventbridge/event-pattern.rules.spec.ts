import { describe, expect, it } from '@jest/globals';

import { PatternProblem, compileEventPattern } from './event-pattern.rules.js';

const EVENT = {
  source: 'aws.iam',
  'detail-type': 'AWS API Call via CloudTrail',
  resources: ['arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/b'],
  detail: {
    eventName: 'PutRolePolicy',
    count: 7,
    ratio: 0.5,
    ok: true,
    nothing: null,
    empty: '',
    ip: '10.0.3.4',
    ip6: '2001:db8::1',
    path: 'images/cat*.png',
    list: [],
    people: [
      { name: 'ada', team: 'payments' },
      { name: 'bob', team: 'data' },
    ],
  },
};

const matches = (pattern: unknown): boolean => compileEventPattern(JSON.stringify(pattern))(EVENT);
const inDetail = (detail: unknown): boolean => matches({ detail });

describe('an event pattern', () => {
  it.each<[unknown, boolean]>([
    [{ source: ['aws.iam'] }, true],
    [{ source: ['aws.s3', 'aws.iam'] }, true],
    [{ source: ['aws.s3'] }, false],
    [{ source: ['aws.iam'], 'detail-type': ['something else'] }, false],
    [{ resources: ['arn:aws:iam::1:role/b'] }, true],
    [{ resources: [{ suffix: '/c' }] }, false],
    [{ absent: ['x'] }, false],
    [{ detail: ['PutRolePolicy'] }, false],
    [{ $or: [{ source: ['aws.s3'] }, { detail: { count: [7] } }] }, true],
    [{ $or: [{ source: ['aws.s3'] }, { detail: { count: [8] } }] }, false],
    [{ detail: { $or: [{ count: [8] }, { eventName: [{ prefix: 'Put' }] }] }, source: ['aws.iam'] }, true],
  ])('%j: %s', (pattern, expected) => {
    expect(matches(pattern)).toBe(expected);
  });

  it.each<[unknown, boolean]>([
    [{ count: [7.0] }, true],
    [{ count: ['7'] }, false],
    [{ ok: [true] }, true],
    [{ nothing: [null] }, true],
    [{ empty: [''] }, true],
    [{ eventName: [{ prefix: 'Put' }] }, true],
    [{ eventName: [{ prefix: 'put' }] }, false],
    [{ eventName: [{ prefix: { 'equals-ignore-case': 'put' } }] }, true],
    [{ eventName: [{ suffix: 'Policy' }] }, true],
    [{ eventName: [{ suffix: { 'equals-ignore-case': 'POLICY' } }] }, true],
    [{ eventName: [{ 'equals-ignore-case': 'putrolepolicy' }] }, true],
    [{ eventName: [{ 'anything-but': 'PutRolePolicy' }] }, false],
    [{ eventName: [{ 'anything-but': ['GetRole', 'PutRole'] }] }, true],
    [{ eventName: [{ 'anything-but': { prefix: 'Put' } }] }, false],
    [{ eventName: [{ 'anything-but': { prefix: ['Get', 'List'] } }] }, true],
    [{ eventName: [{ 'anything-but': { suffix: 'Role' } }] }, true],
    [{ eventName: [{ 'anything-but': { 'equals-ignore-case': ['putrolepolicy'] } }] }, false],
    [{ eventName: [{ 'anything-but': { wildcard: 'Put*Policy' } }] }, false],
    [{ absent: [{ 'anything-but': 'x' }] }, false],
    [{ count: [{ 'anything-but': 7 }] }, false],
    [{ count: [{ numeric: ['=', 7] }] }, true],
    [{ count: [{ numeric: ['>', 0, '<=', 7] }] }, true],
    [{ count: [{ numeric: ['>', 7] }] }, false],
    [{ ratio: [{ numeric: ['<', 1] }] }, true],
    [{ eventName: [{ numeric: ['<', 1] }] }, false],
    [{ eventName: [{ exists: true }] }, true],
    [{ eventName: [{ exists: false }] }, false],
    [{ absent: [{ exists: false }] }, true],
    [{ absent: { deeper: [{ exists: false }] } }, true],
    [{ absent: ['x', { exists: false }] }, true],
    [{ people: [{ exists: true }] }, false],
    [{ list: [{ exists: true }] }, false],
    [{ eventName: [{ wildcard: 'Put*' }] }, true],
    [{ eventName: [{ wildcard: '*Role*' }] }, true],
    [{ eventName: [{ wildcard: 'Put*Role*Role*' }] }, false],
    [{ eventName: [{ wildcard: 'PutRolePolicy*PutRolePolicy' }] }, false],
    [{ path: [{ wildcard: 'images/*\\*.png' }] }, true],
    [{ path: [{ wildcard: 'images/cat\\*' }] }, false],
    [{ ip: [{ cidr: '10.0.0.0/16' }] }, true],
    [{ ip: [{ cidr: '10.1.0.0/16' }] }, false],
    [{ ip6: [{ cidr: '2001:db8::/32' }] }, true],
    [{ people: { name: ['ada'] } }, true],
    [{ people: { name: ['ada'], team: ['payments'] } }, true],
    [{ people: { name: ['ada'], team: ['data'] } }, false],
  ])('in the detail %j: %s', (pattern, expected) => {
    expect(inDetail(pattern)).toBe(expected);
  });

  it.each([
    ['{', 'Invalid JSON'],
    ['[]', 'Filter is not an object'],
    ['{}', 'Empty objects are not allowed'],
    ['{"source":"aws.iam"}', '"source" must be an object or an array'],
    ['{"source":[]}', 'Empty arrays are not allowed'],
    ['{"detail":{}}', 'Empty objects are not allowed'],
    ['{"a":[{"starts-with":"x"}]}', 'Unrecognized match type starts-with'],
    ['{"a":[{"constructor":"x"}]}', 'Unrecognized match type constructor'],
    ['{"a":[{"prefix":1}]}', 'prefix match pattern must be a string'],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', 'Only one key allowed'],
    ['{"a":[{"exists":"yes"}]}', 'exists match pattern must be either true or false'],
    ['{"a":[{"numeric":["~",1]}]}', 'Unrecognized numeric range operator'],
    ['{"a":[{"numeric":["<",5,">",1]}]}', 'Bad numeric range operator'],
    ['{"a":[{"numeric":[">",5,"<",1]}]}', 'Bottom must be less than top'],
    ['{"a":[{"numeric":["=",6000000000]}]}', 'Value must be between'],
    ['{"a":[{"wildcard":"x**"}]}', 'Consecutive wildcard characters'],
    ['{"a":[{"wildcard":"x\\\\y"}]}', 'Invalid escape character'],
    ['{"a":[{"anything-but":[]}]}', 'Empty arrays are not allowed'],
    ['{"a":[{"anything-but":{"numeric":["=",1]}}]}', 'Unsupported anything-but pattern'],
    ['{"a":[{"cidr":"nowhere"}]}', 'Malformed CIDR'],
    ['{"a":[["x"]]}', 'Match value must be'],
  ])('%s is refused: %s', (text, reason) => {
    expect(() => compileEventPattern(text)).toThrow(PatternProblem);
    expect(() => compileEventPattern(text)).toThrow(reason);
  });
});
