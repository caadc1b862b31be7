import { describe, expect, it } from '@jest/globals';

import { grantedActions, grantsAction, grantsService } from './granted-services.rules.js';

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const granted = (statement: object) => grantedActions(document({ Effect: 'Allow', Resource: '*', ...statement }));

describe('services that a policy grants', () => {
  it.each<[string, object, boolean, boolean]>([
    ['everything', { Action: '*' }, true, true],
    ['one action', { Action: 's3:GetObject' }, true, false],
    ['in any case', { Action: 'S3:Get*' }, true, false],
    ['all but one service', { NotAction: 'sqs:*' }, true, false],
    ['all but some actions', { NotAction: 'sqs:Send*' }, true, true],
    ['nothing but denies', { Effect: 'Deny', Action: '*' }, false, false],
  ])('%s', (_what, statement, s3, sqs) => {
    expect([grantsService(granted(statement), 's3'), grantsService(granted(statement), 'sqs')]).toEqual([s3, sqs]);
  });

  it('down to actions', () => {
    expect(grantsAction(granted({ Action: 's3:Get*' }), 's3:GetObject')).toBe(true);
    expect(grantsAction(granted({ NotAction: 's3:Get*' }), 's3:GetObject')).toBe(false);
  });
});
