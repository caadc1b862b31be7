import { describe, expect, it } from '@jest/globals';
import type { TrailEvent } from '../changes/trail-event.js';
import { denialOf, isDenial } from './denial-of-call.rules.js';
import { holderOf } from './holder.rules.js';
import { tally } from './tally.rules.js';

const roleArn = 'arn:aws:iam::111122223333:role/people/reader';
const sentence =
  'User: arn:aws:sts::111122223333:assumed-role/reader/ada is not authorized to perform: s3:GetObject on resource: ' +
  '"arn:aws:s3:::exports/a b.csv" because no identity-based policy allows the s3:GetObject action';
const event: TrailEvent = {
  eventId: 'e-1',
  eventTime: new Date('2026-11-22T09:30:00Z'),
  service: 's3',
  eventName: 'GetObject',
  region: 'eu-west-1',
  accountId: '111122223333',
  caller: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/reader/ada',
    issuerArn: roleArn,
    invokedBy: null,
  },
  errorCode: 'AccessDenied',
  errorMessage: sentence.replace('a b', 'a'),
  isReadOnly: true,
  request: {},
  response: {},
  resources: [],
};

describe(denialOf, () => {
  it('names the role behind a session, the person, the action and the resource', () => {
    expect(denialOf(event)).toEqual({
      sightingId: 'e-1',
      principalArn: roleArn,
      sessionName: 'ada',
      action: 's3:GetObject',
      resourceArn: 'arn:aws:s3:::exports/a.csv',
      region: 'eu-west-1',
      errorCode: 'AccessDenied',
      errorMessage: event.errorMessage,
      source: 'cloudtrail',
      at: event.eventTime,
    });
  });

  it('takes the action of the event and the resource of the record when the sentence is short', () => {
    const resources = [{ arn: 'arn:aws:s3:::exports', accountId: null }];
    const short = { ...event, eventName: 'ListObjectsV2', errorMessage: 'Access Denied', resources };
    expect(denialOf(short)).toMatchObject({ action: 's3:ListBucket', resourceArn: 'arn:aws:s3:::exports' });
    expect(denialOf({ ...short, resources: [] })).toMatchObject({ resourceArn: '*' });
  });

  it.each([
    ['us-gov-west-1', 'us-gov-west-1'],
    ['', null],
    ['Europe', null],
    ['eu-west-1; nonsense', null],
  ])('takes %j for the region %j', (region, expected) => {
    expect(denialOf({ ...event, region })?.region).toBe(expected);
  });

  it('leaves out the text that only its receiver may decode', () => {
    const errorMessage = 'You are not authorized. Encoded authorization failure message: abc-DEF_123';
    expect(denialOf({ ...event, errorMessage })?.errorMessage).toBe('You are not authorized.');
  });

  it.each<[string, Partial<TrailEvent>]>([
    ['a call that was allowed', { errorCode: null }],
    ['a call that failed otherwise', { errorCode: 'NoSuchEntityException' }],
    ['a service', { caller: { type: 'AWSService', arn: null, issuerArn: null, invokedBy: 'config.amazonaws.com' } }],
    ['nobody', { caller: { type: 'AWSAccount', arn: null, issuerArn: null, invokedBy: null } }],
  ])('is none for %s', (_what, change) => {
    expect(denialOf({ ...event, ...change })).toBeNull();
  });
});

describe(isDenial, () => {
  it.each(['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'AuthorizationError'])(
    '%s',
    (code) => {
      expect(isDenial(code)).toBe(true);
    },
  );
});

describe(holderOf, () => {
  it.each([
    ['arn:aws:s3:::exports/2026/a.csv', 'arn:aws:s3:::exports'],
    ['arn:aws:s3:::exports', 'arn:aws:s3:::exports'],
    ['arn:aws:lambda:eu-west-1:1:function:f:live', 'arn:aws:lambda:eu-west-1:1:function:f'],
    ['arn:aws:iam::1:role/a/b', 'arn:aws:iam::1:role/a/b'],
    ['*', null],
  ])('%s is of %s', (arn, holder) => {
    expect(holderOf(arn)).toBe(holder);
  });
});

describe(tally, () => {
  it('counts the same together, by day, and keeps the latest words', () => {
    const first = denialOf(event);
    if (first === null) throw new Error('It is a denial.');
    const next = { ...first, sightingId: 'e-2', at: new Date('2026-11-23T00:00:00Z'), sessionName: 'rosa' };
    const other = { ...first, sightingId: 'e-3', action: 's3:PutObject' };
    const tallies = tally([next, first, other], (words) => words);
    expect(tallies).toHaveLength(2);
    expect(tallies.find(({ latest }) => latest.action === 's3:GetObject')).toMatchObject({
      latest: { sessionName: 'rosa' },
      accountId: '111122223333',
      holderArn: 'arn:aws:s3:::exports',
      firstAt: first.at,
      days: new Map([
        ['2026-11-23', 1],
        ['2026-11-22', 1],
      ]),
    });
  });
});
