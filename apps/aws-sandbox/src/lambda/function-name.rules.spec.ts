import { describe, expect, it } from '@jest/globals';

import { readFunctionName } from './function-name.rules.js';

describe('the name of a function', () => {
  it.each([
    ['pay', {}],
    ['pay:live', { qualifier: 'live' }],
    ['pay:$LATEST', { qualifier: '$LATEST' }],
    ['333333333333:function:pay', { accountId: '333333333333' }],
    ['333333333333:pay', { accountId: '333333333333' }],
    ['function:pay', {}],
    ['arn:aws:lambda:eu-west-1:333333333333:function:pay', { accountId: '333333333333', region: 'eu-west-1' }],
    [
      'arn:aws-us-gov:lambda:us-gov-west-1:333333333333:function:pay:7',
      { accountId: '333333333333', region: 'us-gov-west-1', qualifier: '7' },
    ],
  ])('may be %s', (text, parts) => {
    const nothing = { region: undefined, accountId: undefined, qualifier: undefined };
    expect(readFunctionName(text)).toEqual({ name: 'pay', ...nothing, ...parts });
  });

  it('takes its qualifier from either place', () => {
    expect(readFunctionName('pay', 'live').qualifier).toBe('live');
    expect(readFunctionName('pay:live', 'live').qualifier).toBe('live');
    expect(() => readFunctionName('pay:live', 'beta')).toThrow('does not match');
  });

  it.each(['', 'a b', 'pay:', 'pay/x', 'x'.repeat(65), 'arn:aws:s3:::bucket', 'a'.repeat(171)])('is not %j', (text) => {
    expect(() => readFunctionName(text)).toThrow(/failed to satisfy constraint/u);
  });
});
