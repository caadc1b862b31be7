import { CreateTags$, DescribeInstances$, DescribeVpcs$ } from '@aws-sdk/client-ec2';
import { describe, expect, it } from '@jest/globals';

import { AwsError } from './aws-error.js';
import { Ec2QueryProtocol } from './ec2-query-protocol.js';
import type { WireRequest } from './wire.js';

const protocol = new Ec2QueryProtocol({
  namespace: 'com.amazonaws.ec2',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  version: '2016-11-15',
  operations: [CreateTags$, DescribeInstances$, DescribeVpcs$],
});

function form(text: string): WireRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { method: 'POST', path: '/', query: [], headers, body: Buffer.from(text), sourceIp: '127.0.0.1' };
}

function understood(text: string): Promise<object> {
  const wire = form(text);
  return protocol.read(protocol.operationOf(wire), wire);
}

async function refused(text: string): Promise<AwsError> {
  try {
    await understood(text);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('the request was understood');
}

describe('an EC2 query', () => {
  it('has flat lists, in which positions count and not the order sent', async () => {
    const filters =
      'Filter.2.Name=state&Filter.2.Value.1=available&Filter.1.Name=tag%3Ateam&Filter.1.Value.2=b&Filter.1.Value.1=a';
    expect(await understood(`Action=DescribeVpcs&Version=2016-11-15&${filters}&MaxResults=5&DryRun=false`)).toEqual({
      Filters: [
        { Name: 'tag:team', Values: ['a', 'b'] },
        { Name: 'state', Values: ['available'] },
      ],
      MaxResults: 5,
      DryRun: false,
    });
    const tags = 'ResourceId.1=vpc-1&Tag.1.Key=team&Tag.1.Value=';
    expect(await understood(`Action=CreateTags&${tags}`)).toEqual({
      Resources: ['vpc-1'],
      Tags: [{ Key: 'team', Value: '' }],
    });
  });

  it.each([
    ['an action nobody has', 'Action=DescribeCastles', 'InvalidAction'],
    ['no action', 'Version=2016-11-15', 'MissingAction'],
    ['a parameter the action does not have', 'Action=DescribeVpcs&Castle=1', 'UnknownParameter'],
    ['something that is no number', 'Action=DescribeVpcs&MaxResults=many', 'InvalidParameterValue'],
    ['something that is not true or false', 'Action=DescribeVpcs&DryRun=maybe', 'InvalidParameterValue'],
    ['a value where a list belongs', 'Action=DescribeVpcs&VpcId=vpc-1', 'InvalidParameterValue'],
    ['a value where a structure belongs', 'Action=DescribeVpcs&Filter.1=state', 'InvalidParameterValue'],
    ['less than the action needs', 'Action=CreateTags&ResourceId.1=vpc-1', 'MissingParameter'],
  ])('is refused with %s', async (_what, text, code) => {
    expect((await refused(text)).code).toBe(code);
  });
});

describe('an EC2 answer', () => {
  it('has its members under the response itself', () => {
    const { body } = protocol.write(DescribeVpcs$, { Vpcs: [{ VpcId: 'vpc-1', Tags: [] }] }, 'id-1');
    expect(body).toContain(
      '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>id-1</requestId>',
    );
    expect(body).toContain('<vpcSet><item><tagSet/><vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>');
  });

  it('says true where there is nothing else to say', () => {
    expect(protocol.write(CreateTags$, {}, 'id').body).toContain('<requestId>id</requestId><return>true</return>');
  });

  it('wraps an error as no other service does', () => {
    const { body, status } = protocol.writeError(
      protocol.accessDenied('User: u is not authorized to perform: ec2:DescribeVpcs on resource: * because …'),
      'id',
    );
    expect(status).toBe(403);
    expect(body).toContain('<Response><Errors><Error><Code>UnauthorizedOperation</Code>');
    expect(body).toContain(
      'is not authorized to perform: ec2:DescribeVpcs because …</Message></Error></Errors><RequestID>id</RequestID>',
    );
  });

  it('does not say what is wrong with a signature', () => {
    const { code, status } = protocol.signingError({ kind: 'unknown-key', accessKeyId: 'AKIA' });
    expect([code, status]).toEqual(['AuthFailure', 401]);
  });
});
