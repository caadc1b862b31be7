import { describe, expect, it } from '@jest/globals';
import { readMessage } from './read-message.rules.js';

const detail = {
  eventID: 'e-1',
  eventTime: '2026-11-22T09:30:00Z',
  eventSource: 'lambda.amazonaws.com',
  eventName: 'UpdateFunctionConfiguration20150331v2',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ada' },
  requestParameters: { functionName: 'receipts' },
  responseElements: null,
};
const envelope = (change: object = {}) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.lambda',
  account: '111122223333',
  detail: { ...detail, ...change },
});
const textOf = (change: object = {}) => JSON.stringify(envelope(change));

describe(readMessage, () => {
  it('reads a call, without the version that Lambda writes behind its name', () => {
    expect(readMessage(textOf())).toMatchObject({
      kind: 'call',
      event: {
        service: 'lambda',
        eventName: 'UpdateFunctionConfiguration',
        eventTime: new Date('2026-11-22T09:30:00Z'),
        caller: { arn: 'arn:aws:iam::111122223333:user/ada', issuerArn: null },
        errorCode: null,
        isReadOnly: false,
        response: {},
      },
    });
  });

  it('reads what came by way of a topic', () => {
    const wrapped = JSON.stringify({ Type: 'Notification', TopicArn: 'arn', Message: textOf() });
    expect(readMessage(wrapped)).toMatchObject({ kind: 'call', event: { eventId: 'e-1' } });
  });

  it('puts another character where Postgres could not store one', () => {
    const odd = textOf({ requestParameters: { functionName: 'a\u0000b' } });
    expect(readMessage(odd)).toMatchObject({ event: { request: { functionName: 'a\ufffdb' } } });
  });

  it('takes events of other kinds for foreign', () => {
    const other = JSON.stringify({ ...envelope(), 'detail-type': 'EC2 Instance State-change Notification' });
    expect(readMessage(other)).toEqual({ kind: 'foreign' });
  });

  it.each([
    ['no JSON', '{"a":', 'not an event of EventBridge'],
    ['nothing', '', 'not an event of EventBridge'],
    ['a number', '7', 'not an event of EventBridge'],
    ['a list', '[]', 'not an event of EventBridge'],
    ['no time', textOf({ eventTime: 'yesterday' }), 'eventTime'],
    ['no account', textOf({ recipientAccountId: 7 }), 'recipientAccountId'],
    ['a source that is no service', textOf({ eventSource: 'evil.example.com' }), 'eventSource'],
    ['an identity that is none', textOf({ userIdentity: 'ada' }), 'userIdentity'],
    ['the word of another account', textOf({ recipientAccountId: '444455556666' }), 'another account'],
  ])('says why it cannot read %s', (_what, text, reason) => {
    expect(readMessage(text)).toEqual({ kind: 'unreadable', reason: expect.stringContaining(reason) });
  });
});
