import * as client from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';

import { AwsError } from './aws-error.js';
import { errorShapesOf } from './error-shapes.js';
import { QueryCompatibleProtocol } from './query-compatible-protocol.js';
import { operationSchemasOf } from './schema.js';
import type { WireRequest } from './wire.js';

const errors = errorShapesOf(client);
const protocol = new QueryCompatibleProtocol(
  {
    namespace: 'com.amazonaws.sqs',
    xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    version: '2012-11-05',
    operations: operationSchemasOf(client),
  },
  { target: 'AmazonSQS', addressedByPath: 'QueueUrl', errors },
);

const request = (headers: Record<string, string>, body: string, path = '/'): WireRequest => ({
  method: 'POST',
  path,
  query: [],
  headers,
  body: Buffer.from(body),
  sourceIp: '127.0.0.1',
});
const form = (body: string, path?: string) =>
  request({ 'content-type': 'application/x-www-form-urlencoded' }, body, path);
const json = (operation: string, body: object) =>
  request(
    { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
    JSON.stringify(body),
  );

const gone = new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

describe('QueryCompatibleProtocol', () => {
  it('reads the same input from both', async () => {
    const body =
      'Action=CreateQueue&QueueName=a&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5&Tag.1.Key=team&Tag.1.Value=x';
    const expected = { QueueName: 'a', Attributes: { DelaySeconds: '5' }, tags: { team: 'x' } };
    for (const each of [form(body), json('CreateQueue', expected)]) {
      const speaking = protocol.speaking(each);
      expect(await speaking.read(speaking.operationOf(each), each)).toEqual(expected);
    }
  });

  it('takes the queue from the path of a form, unless the form says another', async () => {
    const read = (each: WireRequest) => protocol.read(protocol.operationOf(each), each);
    expect(await read(form('Action=PurgeQueue', '/111111111111/a'))).toEqual({ QueueUrl: '/111111111111/a' });
    expect(await read(form('Action=PurgeQueue&QueueUrl=b', '/111111111111/a'))).toEqual({ QueueUrl: 'b' });
  });

  it('writes refusals in either, with the code of the query protocol', () => {
    const inJson = protocol.speaking(json('PurgeQueue', {})).writeError(gone, 'id');
    expect(inJson.headers['x-amzn-query-error']).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
    expect(JSON.parse(inJson.body as string)).toEqual({
      __type: 'com.amazonaws.sqs#QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
    const inForm = protocol.speaking(form('Action=PurgeQueue')).writeError(gone, 'id');
    expect(inForm.body).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
    expect([inJson.status, inForm.status]).toEqual([400, 400]);
  });

  it('names errors that every service has as JSON services do', () => {
    const speaking = protocol.speaking(json('PurgeQueue', {}));
    const reply = speaking.writeError(speaking.accessDenied('no'), 'id');
    expect(reply).toMatchObject({ status: 403, headers: { 'x-amzn-query-error': 'AccessDenied;Sender' } });
    expect(reply.body).toContain('com.amazon.coral.service#AccessDeniedException');
    const unknown = speaking.writeError(speaking.signingError({ kind: 'unknown-key', accessKeyId: 'x' }), 'id');
    expect(unknown.headers['x-amzn-query-error']).toBe('InvalidClientTokenId;Sender');
    expect(unknown.body).toContain('#UnrecognizedClientException');
  });

  it('names the member that is missing', async () => {
    for (const each of [json('PurgeQueue', {}), form('Action=PurgeQueue')]) {
      const speaking = protocol.speaking(each);
      const read = async () => speaking.read(speaking.operationOf(each), each);
      await expect(read()).rejects.toMatchObject({
        code: 'MissingParameter',
        message: 'The request must contain the parameter QueueUrl.',
      });
    }
  });

  it('knows the errors of the model', () => {
    expect(errors.get('PurgeQueueInProgress')).toEqual({
      code: 'AWS.SimpleQueueService.PurgeQueueInProgress',
      status: 403,
    });
    expect(errors.get('InvalidAttributeName')).toEqual({ code: 'InvalidAttributeName', status: 400 });
  });
});
