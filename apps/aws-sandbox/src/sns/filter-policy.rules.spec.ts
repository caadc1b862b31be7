import { describe, expect, it } from '@jest/globals';

import { FilterPolicyProblem, type FilterScope, bodyValues, passes, readFilterPolicy } from './filter-policy.rules.js';

const matches = (policy: object, message: object): boolean =>
  passes(readFilterPolicy(JSON.stringify(policy), 'MessageBody'), bodyValues(message));

describe('filter policies', () => {
  it.each<[object, object, boolean]>([
    [{ a: ['x', 'y'] }, { a: 'y' }, true],
    [{ a: ['x'] }, { a: 'z' }, false],
    [{ a: ['x'] }, {}, false],
    [{ a: ['x'], b: [1] }, { a: 'x', b: 1 }, true],
    [{ a: ['x'], b: [1] }, { a: 'x', b: '1' }, false],
    [{ a: [null] }, { a: null }, true],
    [{ a: [{ prefix: 'ab' }] }, { a: 'abc' }, true],
    [{ a: [{ prefix: 'ab' }] }, { a: 'cab' }, false],
    [{ a: [{ suffix: 'bc' }] }, { a: 'abc' }, true],
    [{ a: [{ 'equals-ignore-case': 'ABC' }] }, { a: 'abc' }, true],
    [{ a: [{ wildcard: 'a*c.d' }] }, { a: 'abbc.d' }, true],
    [{ a: [{ wildcard: 'a*c.d' }] }, { a: 'abbcxd' }, false],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'x' }, false],
    [{ a: [{ 'anything-but': 'x' }] }, {}, false],
    [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
    [{ a: [{ 'anything-but': [5] }] }, { a: 6 }, true],
    [{ a: [{ exists: true }] }, { a: false }, true],
    [{ a: [{ exists: false }] }, {}, true],
    [{ a: [{ exists: false }] }, { a: 1 }, false],
    [{ a: [{ numeric: ['=', 3.5] }] }, { a: 3.5 }, true],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 0 }, false],
    [{ a: [{ numeric: ['>=', 0] }] }, { a: '3' }, false],
    [{ a: [{ cidr: '10.0.1.0/24' }] }, { a: '10.0.1.77' }, true],
    [{ a: [{ cidr: '10.0.1.0/24' }] }, { a: '10.0.2.77' }, false],
    [{ a: ['x'] }, { a: ['w', 'x'] }, true],
    [{ a: { b: ['x'] } }, { a: { b: 'x' } }, true],
    [{ a: { b: ['x'] } }, { a: [{ b: 'w' }, { b: 'x' }] }, true],
    [{ a: { b: ['x'] } }, { a: 'x' }, false],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, { b: 'y' }, false],
  ])('%j on %j: %s', (policy, message, expected) => {
    expect(matches(policy, message)).toBe(expected);
  });

  it.each<[string, FilterScope, string]>([
    ['{', 'MessageBody', 'failed to parse JSON.'],
    ['[]', 'MessageBody', 'must be a JSON object'],
    ['{"a":"x"}', 'MessageBody', '"a" must be an object or an array'],
    ['{"a":[]}', 'MessageBody', 'Empty arrays'],
    ['{"a":[["x"]]}', 'MessageBody', 'Match value must be String, number, true, false, or null'],
    ['{"a":[{"like":"x"}]}', 'MessageBody', 'Unrecognized match type like'],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', 'MessageBody', 'Only one key allowed in match expression'],
    ['{"a":[{"suffix":100}]}', 'MessageBody', 'suffix match pattern must be a string'],
    ['{"a":[{"exists":"no"}]}', 'MessageBody', 'exists match pattern must be either true or false.'],
    ['{"a":[{"numeric":[]}]}', 'MessageBody', 'Invalid member in numeric match: ]'],
    ['{"a":[{"numeric":[1,"<="]}]}', 'MessageBody', 'Invalid member in numeric match: 1'],
    ['{"a":[{"numeric":["operator"]}]}', 'MessageBody', 'Unrecognized numeric range operator: operator'],
    ['{"a":[{"numeric":["=","000"]}]}', 'MessageBody', 'Value of equals must be numeric'],
    ['{"a":[{"numeric":[">="]}]}', 'MessageBody', 'Value of >= must be numeric'],
    ['{"a":[{"numeric":["<",100,">",10]}]}', 'MessageBody', 'Too many elements in numeric expression'],
    ['{"a":[{"numeric":[">=",1,">",2]}]}', 'MessageBody', 'Bad numeric range operator: >'],
    ['{"a":[{"numeric":[">",3,"<",1]}]}', 'MessageBody', 'Bottom must be less than top'],
    ['{"a":[{"numeric":[">",20,30]}]}', 'MessageBody', 'Bad value in numeric range: 30'],
    ['{"a":[{"numeric":[">",20,"<",30,"<",50]}]}', 'MessageBody', 'Too many terms in numeric range expression'],
    ['{"a":{"b":["x"]}}', 'MessageAttributes', 'does not support nested filter policy'],
    ['{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}', 'MessageBody', 'more than 5 keys'],
    [JSON.stringify({ a: Array.from({ length: 151 }, String) }), 'MessageBody', 'too complex'],
  ])('refuses %s (%s)', (text, scope, problem) => {
    const read = () => readFilterPolicy(text, scope);
    expect(read).toThrow(FilterPolicyProblem);
    expect(read).toThrow(problem);
  });
});
