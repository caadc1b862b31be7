import { readClaim } from '../signing/credential-scope.rules.js';
import { isResourcePath } from '../protocol/resource-path.rules.js';
import { type WireRequest, headerValue, queryValue } from '../protocol/wire.js';

/** Signing names by the target of AWS JSON requests. */
const JSON_TARGETS: Readonly<Record<string, string>> = {
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AWSIdentityStore: 'identitystore',
  AWSOrganizationsV20161128: 'organizations',
  ResourceGroupsTaggingAPI_20170126: 'tagging',
  SWBExternalService: 'sso',
  StarlingDoveService: 'config',
  TrentService: 'kms',
  secretsmanager: 'secretsmanager',
  CloudTrail_20131101: 'cloudtrail',
};

const NOTIFICATION_LINKS = ['ConfirmSubscription', 'Unsubscribe'];

/** Which AWS service a request is for: the signature's scope says so; without one, the host and the request's shape do. */
export function signingNameOf(request: Pick<WireRequest, 'headers' | 'query' | 'path'>): string {
  const claim = readClaim(request);
  if (typeof claim === 'object' && 'service' in claim) return claim.service;
  return serviceOfHost(headerValue(request, 'host') ?? '') ?? serviceOfShape(request);
}

/** The API that a request is for: one signing name stands for both versions of SES, and the path tells them apart. */
export function apiOf(request: Pick<WireRequest, 'headers' | 'query' | 'path'>): string {
  const service = signingNameOf(request);
  return service === 'ses' && request.path.startsWith('/v2/') ? 'sesv2' : service;
}

/** Only STS, queues and the links in notifications have queries that need no signature, and only S3 REST calls. */
function serviceOfShape(request: Pick<WireRequest, 'headers' | 'query' | 'path'>): string {
  const target = headerValue(request, 'x-amz-target')?.split('.').at(-2);
  if (target !== undefined) return JSON_TARGETS[target] ?? 'unknown-json';
  if (familyOf(request) !== 'query') return 's3';
  if (isResourcePath(request.path)) return 'sqs';
  return NOTIFICATION_LINKS.includes(queryValue(request, 'Action') ?? '') ? 'sns' : 'sts';
}

/** `sts.us-east-1.amazonaws.com`, `iam.localhost:4599` */
function serviceOfHost(host: string): string | undefined {
  const name = host.split(':')[0] ?? '';
  const first = (name.split('.')[0] ?? '').replace(/-fips$/u, '');
  if (!name.includes('.')) return undefined;
  return ['sts', 'iam', 'organizations', 's3', 'sqs', 'sns'].find((service) => service === first);
}

export type WireFamily = 'query' | 'json' | 'rest-json' | 'rest-xml';

/** The protocol a request speaks, seen from its shape: enough to refuse it in its own language. */
export function familyOf(request: Pick<WireRequest, 'headers' | 'query'>): WireFamily {
  const type = headerValue(request, 'content-type') ?? '';
  if (headerValue(request, 'x-amz-target') !== undefined || type.startsWith('application/x-amz-json')) return 'json';
  if (type.startsWith('application/x-www-form-urlencoded') || queryValue(request, 'Action') !== undefined)
    return 'query';
  return type.includes('xml') ? 'rest-xml' : 'rest-json';
}
