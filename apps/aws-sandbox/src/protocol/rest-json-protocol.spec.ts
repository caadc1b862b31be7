import * as lambda from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';

import { AwsError } from './aws-error.js';
import { RestJsonProtocol } from './rest-json-protocol.js';
import { operationSchemasOf } from './schema.js';
import { type WireRequest, parseQuery } from './wire.js';

const protocol = new RestJsonProtocol({
  namespace: 'com.amazonaws.lambda',
  operations: operationSchemasOf(lambda),
});

function request(method: string, url: string, more: Partial<WireRequest> = {}): WireRequest {
  const [path = '', query = ''] = url.split('?');
  const parts = { headers: {}, body: new Uint8Array(), sourceIp: '127.0.0.1', ...more };
  return { method, path, query: parseQuery(query, false), ...parts };
}

/** Bytes as text, without copying them: the SDK's own kind of bytes warns of anything else. */
const textOf = (body: string | Uint8Array) => (typeof body === 'string' ? body : new TextDecoder().decode(body));

const json = (value: unknown) => ({ body: Buffer.from(JSON.stringify(value)) });

async function understood(wire: WireRequest): Promise<readonly [string, object]> {
  const schema = protocol.operationOf(wire);
  return [schema[2], await protocol.read(schema, wire)];
}

async function refused(wire: WireRequest): Promise<AwsError> {
  try {
    await understood(wire);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('the request was understood');
}

describe('a REST-JSON request', () => {
  it('is for the operation of its method and path', async () => {
    expect(await understood(request('GET', '/2015-03-31/functions'))).toEqual(['ListFunctions', {}]);
    expect(await understood(request('GET', '/2015-03-31/functions/pay'))).toEqual([
      'GetFunction',
      { FunctionName: 'pay' },
    ]);
    expect((await understood(request('DELETE', '/2015-03-31/functions/pay')))[0]).toBe('DeleteFunction');
  });

  it('may end its path in a slash, as older clients do', async () => {
    expect((await understood(request('GET', '/2015-03-31/functions/')))[0]).toBe('ListFunctions');
  });

  it('may have encoded slashes and colons in a label', async () => {
    const arn = 'arn:aws:lambda:us-east-1:333333333333:function:pay';
    const path = `/2017-03-31/tags/${encodeURIComponent(arn)}`;
    expect(await understood(request('GET', path))).toEqual(['ListTags', { Resource: arn }]);
    expect(await understood(request('GET', '/2017-03-31/tags/a%2Fb'))).toEqual(['ListTags', { Resource: 'a/b' }]);
  });

  it('is told apart by fixed query values', async () => {
    const path = '/2019-09-30/functions/pay/provisioned-concurrency';
    expect((await understood(request('GET', `${path}?List=ALL`)))[0]).toBe('ListProvisionedConcurrencyConfigs');
    expect((await understood(request('GET', `${path}?Qualifier=live`)))[0]).toBe('GetProvisionedConcurrencyConfig');
  });

  it('carries numbers, lists and headers', async () => {
    expect((await understood(request('GET', '/2015-03-31/functions?MaxItems=7&Marker=m')))[1]).toEqual({
      MaxItems: 7,
      Marker: 'm',
    });
    expect((await understood(request('DELETE', '/2017-03-31/tags/x?tagKeys=a&tagKeys=b,c')))[1]).toEqual({
      Resource: 'x',
      TagKeys: ['a', 'b,c'],
    });
    const invoke = request('POST', '/2015-03-31/functions/pay/invocations', {
      headers: { 'x-amz-invocation-type': 'DryRun' },
      body: Buffer.from('{"n":1}'),
    });
    expect((await understood(invoke))[1]).toEqual({
      FunctionName: 'pay',
      InvocationType: 'DryRun',
      Payload: Buffer.from('{"n":1}'),
    });
  });

  it('carries a JSON body', async () => {
    const wire = request('POST', '/2017-03-31/tags/x', json({ Tags: { team: 'payments' }, Unknown: 1 }));
    expect((await understood(wire))[1]).toEqual({ Resource: 'x', Tags: { team: 'payments' } });
  });

  it('is refused when no operation has its form', async () => {
    const error = await refused(request('PATCH', '/2015-03-31/functions'));
    expect([error.code, error.status]).toEqual(['UnknownOperationException', 404]);
  });

  it.each([
    ['a body that is no JSON', request('POST', '/2017-03-31/tags/x', { body: Buffer.from('{') })],
    ['a body that is a list', request('POST', '/2017-03-31/tags/x', json([]))],
    ['a member of another type', request('POST', '/2017-03-31/tags/x', json({ Tags: ['a'] }))],
    ['text where a number belongs', request('GET', '/2015-03-31/functions?MaxItems=many')],
    ['nothing where a number belongs', request('GET', '/2015-03-31/functions?MaxItems=')],
    ['bytes that are not base64', request('PUT', '/2015-03-31/functions/pay/code', json({ ZipFile: 7 }))],
  ])('is refused with %s', async (_what, wire) => {
    expect((await refused(wire)).code).toBe('SerializationException');
  });

  it('is refused without what its operation needs', async () => {
    const error = await refused(request('POST', '/2017-03-31/tags/x', json({})));
    expect(error.code).toBe('ValidationException');
    expect(error.message).toContain("Value null at 'tags' failed to satisfy constraint: Member must not be null");
  });
});

describe('a REST-JSON reply', () => {
  it('has the status, headers and body that the schema says', () => {
    const reply = protocol.write(
      lambda.Invoke$,
      { StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from('{}') },
      'id',
    );
    expect(reply).toMatchObject({ status: 200, headers: { 'x-amz-function-error': 'Unhandled' } });
    expect(textOf(reply.body)).toBe('{}');
    const created = protocol.write(lambda.CreateFunction$, { FunctionName: 'pay' }, 'id');
    expect(created.status).toBe(201);
    expect(JSON.parse(textOf(created.body))).toEqual({ FunctionName: 'pay' });
  });

  it('is empty where AWS has nothing to say', () => {
    expect(protocol.write(lambda.TagResource$, {}, 'id')).toMatchObject({ status: 204, body: '' });
  });

  it('names an error in a header', () => {
    const error = new AwsError('ResourceNotFoundException', 'No such function.', {
      status: 404,
      details: { Type: 'User' },
    });
    const reply = protocol.writeError(error, 'id');
    expect(reply.status).toBe(404);
    expect(reply.headers['x-amzn-errortype']).toBe('ResourceNotFoundException');
    expect(JSON.parse(reply.body as string)).toEqual({ message: 'No such function.', Type: 'User' });
  });
});
