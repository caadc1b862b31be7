import { describe, expect, it } from '@jest/globals';

import { chosenAttributes, readMessageAttributes } from './message-attributes.rules.js';
import { md5OfAttributes } from './message-digest.js';
import { messageProblem, readMessage, sizeOf } from './message-draft.rules.js';
import { numberAttribute, refuseBadAttributes, settingsOf, withAttributes } from './queue-attributes.rules.js';
import { pageOf } from './queue-paging.rules.js';
import { labelled, policyWith, policyWithout } from './queue-permissions.rules.js';
import { readReceiptHandle, writeReceiptHandle } from './receipt-handle.rules.js';
import { admitsSource, readRedriveAllowPolicy, readRedrivePolicy } from './redrive.rules.js';

const ARN = 'arn:aws:sqs:us-east-1:111111111111:orders';

describe('attributes of queues', () => {
  it('have defaults, and one kind of encryption', () => {
    expect(numberAttribute(new Map(), 'VisibilityTimeout')).toBe(30);
    const encrypted = withAttributes(new Map(), { KmsMasterKeyId: 'alias/a' });
    expect(settingsOf(encrypted, false)).toMatchObject({ KmsMasterKeyId: 'alias/a', SqsManagedSseEnabled: 'false' });
    const managed = withAttributes(encrypted, { SqsManagedSseEnabled: 'true' });
    expect(settingsOf(managed, false)).not.toHaveProperty('KmsMasterKeyId');
    expect([...withAttributes(new Map([['Policy', '{}']]), { Policy: '' })]).toEqual([]);
    expect(settingsOf(new Map(), true)).toMatchObject({ FifoQueue: 'true', DeduplicationScope: 'queue' });
  });

  it.each<[string, string, boolean, string]>([
    ['DelaySeconds', '901', false, 'Invalid value for the parameter DelaySeconds.'],
    ['DelaySeconds', '1.5', false, 'Invalid value for the parameter DelaySeconds.'],
    ['MessageRetentionPeriod', '59', false, 'Invalid value for the parameter MessageRetentionPeriod.'],
    ['QueueArn', ARN, false, 'Unknown Attribute QueueArn.'],
    ['All', 'x', false, 'Unknown Attribute All.'],
    ['DeduplicationScope', 'queue', false, 'only when FifoQueue is set to true'],
    ['DeduplicationScope', 'world', true, 'Invalid value for the parameter DeduplicationScope.'],
  ])('are refused: %s %s (fifo %s)', (name, value, fifo, message) => {
    expect(() => refuseBadAttributes({ [name]: value }, fifo)).toThrow(message);
  });

  it('want high throughput for each group together with its deduplication', () => {
    const both = { FifoThroughputLimit: 'perMessageGroupId', DeduplicationScope: 'queue' };
    expect(() => refuseBadAttributes(both, true)).toThrow('FifoThroughputLimit');
  });
});

describe('redrive policies', () => {
  it.each([
    ['[]', 'Redrive policy is not a valid JSON map.'],
    ['{}', 'Redrive policy does not contain mandatory attribute: maxReceiveCount.'],
    ['{"maxReceiveCount":1}', 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.'],
    [`{"maxReceiveCount":0,"deadLetterTargetArn":"${ARN}"}`, 'Invalid value for maxReceiveCount: 0'],
    ['{"maxReceiveCount":1,"deadLetterTargetArn":"dummy"}', 'Invalid value for deadLetterTargetArn.'],
  ])('are refused: %s', (text, reason) => {
    expect(() => readRedrivePolicy(text)).toThrow(
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
    );
  });

  it('take the number of receives as text too', () => {
    const text = JSON.stringify({ maxReceiveCount: '3', deadLetterTargetArn: ARN });
    expect(readRedrivePolicy(text)).toEqual({ maxReceiveCount: 3, deadLetterTargetArn: ARN });
  });

  it('are allowed by the dead-letter queue', () => {
    const allow = (policy: object) => admitsSource(new Map([['RedriveAllowPolicy', JSON.stringify(policy)]]), ARN);
    expect(admitsSource(new Map(), ARN)).toBe(true);
    expect(allow({ redrivePermission: 'denyAll' })).toBe(false);
    expect(allow({ redrivePermission: 'byQueue', sourceQueueArns: [ARN] })).toBe(true);
    expect(allow({ redrivePermission: 'byQueue', sourceQueueArns: [`${ARN}2`] })).toBe(false);
    expect(() => readRedriveAllowPolicy('{"redrivePermission":"byQueue"}')).toThrow('1 to 10 queues');
    expect(() => readRedriveAllowPolicy('{"redrivePermission":"allowAll","sourceQueueArns":["a"]}')).toThrow('byQueue');
  });
});

describe('messages', () => {
  it('have the digest of attributes that AWS has, whatever their order', () => {
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    const attributes = { 'Help.Me': text('Me'), Hello: text('There'), General: text('Kenobi') };
    expect(md5OfAttributes(readMessageAttributes(attributes))).toBe('4c360f3fdafd970e05fae2f149d997f5');
    const BinaryValue = Buffer.from('traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01');
    const binary = { attr1: { DataType: 'Binary', BinaryValue } };
    expect(md5OfAttributes(readMessageAttributes(binary))).toBe('8cbe4db156db8a94db8b801b7addb984');
    expect(md5OfAttributes(new Map())).toBeUndefined();
  });

  it.each(['.a', 'a.', 'a..b', 'AWS.a', 'Amazon.a', 'a b', ''])('have no attribute %j', (name) => {
    expect(() => readMessageAttributes({ [name]: { DataType: 'String', StringValue: 'x' } })).toThrow('is invalid');
  });

  it('have ten attributes at most, of which receivers choose', () => {
    const names = Array.from({ length: 11 }, (_, index) => `name.${String(index)}`);
    const all = Object.fromEntries(names.map((name) => [name, { DataType: 'Number', StringValue: '1e3' }]));
    expect(() => readMessageAttributes(all)).toThrow('[11] exceeds the allowed maximum [10]');
    const { 'name.10': _left, ...ten } = all;
    expect([...chosenAttributes(readMessageAttributes(ten), ['name.1', 'other.*']).keys()]).toEqual(['name.1']);
    expect(chosenAttributes(readMessageAttributes(ten), ['name.*']).size).toBe(10);
  });

  it('are measured with their attributes', () => {
    const MessageAttributes = { ab: { DataType: 'String', StringValue: 'é' } };
    expect(sizeOf({ MessageBody: 'ü', MessageAttributes })).toBe(2 + 2 + 6 + 2);
    expect(() => readMessage({ MessageBody: 'ab' }, { fifo: false, maxBytes: 1 })).toThrow('shorter than 1 bytes');
  });

  it('say where they belong in a FIFO queue', () => {
    const problem = (input: object, byContent = false) => messageProblem(input, { fifo: true, byContent })?.code;
    expect(problem({})).toBe('MissingParameter');
    expect(problem({ MessageGroupId: 'a' })).toBe('InvalidParameterValue');
    expect(problem({ MessageGroupId: 'a' }, true)).toBeUndefined();
    expect(messageProblem({}, { fifo: false, byContent: false })).toBeUndefined();
  });

  it('are receipted with handles that say nothing to others', () => {
    const receipt = { queueArn: ARN, messageId: '5fea7756-0ea4-451a-a703-a558b933e274', receipt: '0'.repeat(24) };
    expect(readReceiptHandle(writeReceiptHandle(receipt))).toEqual(receipt);
    expect(readReceiptHandle('x')).toBeUndefined();
  });
});

describe('permissions of queues', () => {
  const permission = { label: 'bank', queueArn: ARN, principals: ['arn:aws:iam::1:root'], actions: ['SendMessage'] };

  it('are added and taken away by their label', () => {
    const made = policyWith(undefined, permission);
    const more = policyWith(made, { ...permission, label: 'shop' });
    expect(labelled(more, 'shop')).toMatchObject({
      Action: 'SQS:SendMessage',
      Principal: { AWS: 'arn:aws:iam::1:root' },
    });
    expect(policyWithout(more, 'shop')).toEqual(made);
    expect(policyWithout(made, 'bank')).toBeUndefined();
  });

  it.each<[object, string]>([
    [{ label: 'a b' }, 'Value a b for parameter Label'],
    [{ actions: ['Fly'] }, 'Value SQS:Fly for parameter ActionName is invalid.'],
    [{ actions: [] }, 'must contain the parameter Actions'],
    [{ principals: [] }, 'must contain the parameter AWSAccountIds'],
    [{ actions: Array.from({ length: 8 }, () => 'SendMessage') }, '8 Actions were found'],
  ])('are refused with %j', (wrong, message) => {
    expect(() => policyWith(undefined, { ...permission, ...wrong })).toThrow(message);
  });

  it('are twenty at most', () => {
    const Statement = Array.from({ length: 20 }, (_, index) => ({ Sid: `s${String(index)}` }));
    expect(() => policyWith({ Statement }, permission)).toThrow('maximum allowed is 20');
  });
});

describe('pages of queues', () => {
  const names = ['c', 'a', 'b'];

  it('go on where the one before ended', () => {
    const first = pageOf(names, { MaxResults: 2 });
    expect(first.names).toEqual(['a', 'b']);
    expect(pageOf(names, { MaxResults: 2, NextToken: first.NextToken })).toEqual({ names: ['c'] });
    expect(pageOf(names, { MaxResults: 3 })).toEqual({ names: ['a', 'b', 'c'] });
  });

  it('are not asked for without a size', () => {
    expect(() => pageOf(names, { NextToken: 'x' })).toThrow('MaxResults is a mandatory parameter');
    expect(() => pageOf(names, { MaxResults: 0 })).toThrow('between 1 and 1000');
  });
});
