import type { CallRecord, CallerFacts, JsonObject } from '../call-log/call-record.js';
import { eventErrorCode, eventNameOf, eventSourceOf, resourceTypeOf } from './event-words.rules.js';
import { isDataEvent, isReadOnly } from './operation-kind.rules.js';

/** The version of CloudTrail's record format (User Guide, "CloudTrail record contents"). */
const EVENT_VERSION = '1.11';

/** Whether CloudTrail hears of a call: it does once AWS knows who makes it, and what. */
export function isEvent({ caller, accountIds, operation, outcome }: CallRecord): boolean {
  if (caller === undefined || accountIds.length === 0 || operation === '') return false;
  return outcome !== 'unrecognised' && outcome !== 'unknown';
}

/** Whether a call belongs to the management events, the ones that event history keeps. */
export function isManagementEvent(record: CallRecord): boolean {
  return isEvent(record) && !isDataEvent(record.service, record.operation);
}

/** One event has an id of its own in each account that gets it. */
export function eventIdFor({ id, accountIds }: CallRecord, accountId: string): string {
  const place = accountIds.indexOf(accountId);
  if (place <= 0) return id;
  // The last character of an id of version 4 is free to choose.
  const last = Number.parseInt(id.slice(-1), 16);
  return id.slice(0, -1) + ((last + place) % 16).toString(16);
}

/** A call as CloudTrail records it in one of the accounts it concerns. */
export function eventRecord(record: CallRecord, accountId: string): JsonObject {
  const { service, operation, error } = record;
  const dataEvent = isDataEvent(service, operation);
  return withoutAbsent({
    eventVersion: EVENT_VERSION,
    userIdentity: identityFor(record, accountId),
    eventTime: wholeSeconds(record.time),
    eventSource: eventSourceOf(service),
    eventName: eventNameOf(service, operation),
    awsRegion: record.region,
    ...senderOf(record),
    errorCode: error === undefined ? undefined : eventErrorCode(service, error.code),
    errorMessage: error?.message,
    requestParameters: requestParameters(record),
    responseElements: record.response ?? null,
    requestID: record.requestId,
    eventID: eventIdFor(record, accountId),
    readOnly: isReadOnly(operation),
    resources: resourcesOf(record),
    eventType: 'AwsApiCall',
    managementEvent: !dataEvent,
    recipientAccountId: accountId,
    sharedEventID: record.sharedId,
    eventCategory: dataEvent ? 'Data' : 'Management',
    tlsDetails: record.host === '' ? undefined : { clientProvidedHostHeader: record.host },
  });
}

function identityFor({ caller }: CallRecord, accountId: string): JsonObject | undefined {
  if (caller === undefined) return undefined;
  const isOwn = caller.accountId === undefined || caller.accountId === accountId;
  return isOwn ? userIdentity(caller) : foreignIdentity(caller);
}

/** Services show themselves by name instead of address and program. */
function senderOf({ caller, sourceIp, userAgent }: CallRecord): JsonObject {
  const service = caller?.type === 'AWSService' ? caller.arn : undefined;
  return { sourceIPAddress: service ?? sourceIp, userAgent: service ?? userAgent };
}

/** Events say in whole seconds when something happened. */
export function wholeSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/u, 'Z');
}

function userIdentity(caller: CallerFacts): JsonObject {
  if (caller.type === 'AWSService') return { type: caller.type, invokedBy: caller.arn };
  if (caller.type === 'Anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'anonymous' };
  const { type, principalId, arn, accountId, accessKeyId, userName } = caller;
  const identityProvider = isFederated(type) ? principalId?.split(':')[0] : undefined;
  return withoutAbsent({
    type,
    principalId,
    arn,
    accountId,
    accessKeyId,
    userName,
    identityProvider,
    sessionContext: sessionContext(caller),
  });
}

function isFederated(type: CallerFacts['type']): boolean {
  return type === 'WebIdentityUser' || type === 'SAMLUser';
}

/** Whoever comes from another account is shown by that account, and by nothing that belongs to it. */
function foreignIdentity({ type, principalId, accountId, arn }: CallerFacts): JsonObject {
  if (type === 'AWSService') return { type, invokedBy: arn };
  return withoutAbsent({ type: 'AWSAccount', principalId, accountId });
}

function sessionContext({ session }: CallerFacts): JsonObject | undefined {
  if (session === undefined) return undefined;
  const { issuer, createdAt, multiFactor, sourceIdentity } = session;
  return withoutAbsent({
    sessionIssuer: issuer,
    attributes: { creationDate: wholeSeconds(createdAt), mfaAuthenticated: String(multiFactor) },
    sourceIdentity,
  });
}

/** S3 writes its parameters in its own way: the bucket, the host, a policy as JSON instead of text, and blocks as in XML. */
function requestParameters({ service, operation, parameters, host }: CallRecord): JsonObject | null {
  if (parameters === undefined) return null;
  if (service !== 's3') return Object.keys(parameters).length === 0 ? null : parameters;
  // The account that a block is for stands in front of the host's name.
  const { bucket, policy, accountId: _inHost, publicAccessBlockConfiguration: block, ...rest } = parameters;
  const isPolicy = operation === 'PutBucketPolicy' && typeof policy === 'string';
  return withoutAbsent({
    bucketName: bucket,
    Host: host === '' ? undefined : host,
    PublicAccessBlockConfiguration: block === undefined ? undefined : capitalised(block),
    ...(isPolicy ? { bucketPolicy: parsed(policy), policy: '' } : { policy }),
    ...rest,
  });
}

function capitalised(members: unknown): JsonObject {
  const entries = Object.entries(members ?? {}) as [string, unknown][];
  return Object.fromEntries(entries.map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A policy that was refused for being no JSON.
    return text;
  }
}

/** Only some services tell their resources apart from the parameters; STS, S3 and KMS do. */
const WITH_RESOURCES = new Set(['kms', 's3', 'sts']);

function resourcesOf({ service, resources }: CallRecord): readonly JsonObject[] | undefined {
  if (!WITH_RESOURCES.has(service) || resources.length === 0) return undefined;
  return resources.map(({ arn, accountId }) => withoutAbsent({ accountId, type: resourceTypeOf(arn), ARN: arn }));
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
