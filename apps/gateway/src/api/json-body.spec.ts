import { describe, expect, it } from '@jest/globals';
import { ContractFailure } from '@gatehouse/contracts';
import { parseJsonBody } from './json-body.js';

function failureOf(text: string) {
  try {
    parseJsonBody(text);
  } catch (error) {
    if (error instanceof ContractFailure) return error.failure;
  }
  return undefined;
}

describe(parseJsonBody, () => {
  it.each([
    ['{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    ['', undefined],
    [' \n', undefined],
    ['7', 7],
    ['{"constructor":1}', { constructor: 1 }],
  ])('reads %j', (text, expected) => {
    expect(parseJsonBody(text)).toEqual(expected);
  });

  it.each([
    ['{"a": abc}', 6],
    ['{', 1],
    ['<html>', 0],
  ])('says where %j stops being JSON', (text, position) => {
    expect(failureOf(text)).toMatchObject({
      code: 'invalid_argument',
      reason: 'REQUEST_INVALID',
      details: { position, line: 1, column: position + 1 },
    });
  });

  it('counts lines', () => {
    expect(failureOf('{\n  "a": 1,\n  oops\n}')).toMatchObject({ details: { line: 3, column: 3 } });
  });

  it('never quotes the body', () => {
    expect(JSON.stringify(failureOf('{"password": hunter2}'))).not.toMatch(/hunter2|password/);
  });

  it.each([['{"a":{"__proto__":{"admin":true}}}'], ['{"\\u005f_proto__":{"admin":true}}']])('refuses %s', (text) => {
    expect(failureOf(text)).toMatchObject({
      reason: 'REQUEST_INVALID',
      details: { fields: [{ field: '__proto__' }] },
    });
  });
});
