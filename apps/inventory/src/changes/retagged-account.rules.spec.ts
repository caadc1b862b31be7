import { describe, expect, it } from '@jest/globals';
import { retaggedAccount } from './retagged-account.rules.js';
import type { TrailEvent } from './trail-event.js';

const event: TrailEvent = {
  eventId: 'e-1',
  eventTime: new Date(0),
  service: 'organizations',
  eventName: 'TagResource',
  region: 'us-east-1',
  accountId: '111122223333',
  caller: { type: 'IAMUser', arn: null, issuerArn: null, invokedBy: null },
  errorCode: null,
  errorMessage: null,
  isReadOnly: false,
  request: { resourceId: '444455556666', tags: [{ key: 'owner', value: 'ada' }] },
  response: {},
  resources: [],
};

describe(retaggedAccount, () => {
  it.each<[string, Partial<TrailEvent>, string | null]>([
    ['a tagged account', {}, '444455556666'],
    ['an untagged account', { eventName: 'UntagResource' }, '444455556666'],
    ['a tagged unit', { request: { resourceId: 'ou-ab12-cdefgh34' } }, null],
    ['a call that failed', { errorCode: 'AccessDenied' }, null],
    ['another call', { eventName: 'MoveAccount' }, null],
    ['another service', { service: 'tagging' }, null],
    ['a call that names nothing', { request: {} }, null],
  ])('%s', (_what, change, expected) => {
    expect(retaggedAccount({ ...event, ...change })).toBe(expected);
  });
});
