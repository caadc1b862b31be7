import { z } from 'zod';
import { storable } from '../resource/storable.rules.js';
import type { JsonRecord, ReadMessage, TrailCaller, TrailEvent } from './trail-event.js';

const Json = z.record(z.string(), z.unknown());
const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const MaybeText = z.string().nullish();

const Identity = z.looseObject({
  type: z.string().max(100).default('Unknown'),
  arn: MaybeText,
  invokedBy: MaybeText,
  sessionContext: z.looseObject({ sessionIssuer: z.looseObject({ arn: MaybeText }).nullish() }).nullish(),
});

const Detail = z.looseObject({
  eventID: z.string().min(1).max(200),
  eventTime: Moment,
  eventSource: z
    .string()
    .max(200)
    .regex(/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/, 'not the name of a service'),
  eventName: z.string().min(1).max(200),
  awsRegion: z.string().max(40),
  recipientAccountId: z.string().regex(/^\d{12}$/, 'not an account id'),
  userIdentity: Identity.nullish(),
  errorCode: MaybeText,
  errorMessage: MaybeText,
  readOnly: z.union([z.boolean(), z.enum(['true', 'false'])]).nullish(),
  requestParameters: Json.nullish(),
  responseElements: Json.nullish(),
  resources: z.array(z.looseObject({ ARN: MaybeText, accountId: MaybeText })).nullish(),
});

const Envelope = z.looseObject({
  'detail-type': z.string(),
  source: z.string(),
  account: z.string().regex(/^\d{12}$/, 'not an account id'),
  detail: Json,
});

/** EventBridge marks those that only look with a type of their own, and insights with another. */
const CALL_TYPES = new Set(['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail']);

/**
 * A message's text as the call that it tells of. Also takes what came by way of an SNS topic, which wraps the event once
 * more. Characters that Postgres cannot store are U+FFFD in it. Never throws.
 */
export function readMessage(text: string): ReadMessage {
  const value = jsonOf(text);
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) {
    const inner = notificationIn(value);
    return inner === null ? unreadable('not an event of EventBridge', envelope.error) : readEvent(jsonOf(inner));
  }
  return readEvent(envelope.data);
}

function readEvent(value: unknown): ReadMessage {
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) return unreadable('not an event of EventBridge', envelope.error);
  if (!CALL_TYPES.has(envelope.data['detail-type'])) return { kind: 'foreign' };
  const detail = Detail.safeParse(envelope.data.detail);
  if (!detail.success) return unreadable('not a record of CloudTrail', detail.error);
  // An event may only speak for the account whose bus it came from.
  if (detail.data.recipientAccountId !== envelope.data.account) {
    return { kind: 'unreadable', reason: 'The record is for another account than the one whose bus sent it.' };
  }
  return { kind: 'call', event: eventOf(detail.data) };
}

function eventOf(detail: z.output<typeof Detail>): TrailEvent {
  return {
    eventId: detail.eventID,
    eventTime: detail.eventTime,
    service: detail.eventSource.slice(0, detail.eventSource.indexOf('.')),
    eventName: detail.eventName.replace(/\d{8}(?:v\d+)?$/, ''),
    region: detail.awsRegion,
    accountId: detail.recipientAccountId,
    caller: callerOf(detail.userIdentity ?? { type: 'Unknown' }),
    errorCode: detail.errorCode ?? null,
    errorMessage: detail.errorMessage ?? null,
    isReadOnly: String(detail.readOnly ?? false) === 'true',
    request: (detail.requestParameters ?? {}) as JsonRecord,
    response: (detail.responseElements ?? {}) as JsonRecord,
    resources: (detail.resources ?? []).flatMap(({ ARN, accountId }) =>
      typeof ARN === 'string' ? [{ arn: ARN, accountId: accountId ?? null }] : [],
    ),
  };
}

function callerOf({ type, arn, sessionContext, invokedBy }: z.output<typeof Identity>): TrailCaller {
  const issuerArn = sessionContext?.sessionIssuer?.arn ?? null;
  return { type, arn: arn ?? null, issuerArn, invokedBy: invokedBy ?? null };
}

function jsonOf(text: string): unknown {
  try {
    return storable(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function notificationIn(value: unknown): string | null {
  const notification = z.looseObject({ Type: z.literal('Notification'), Message: z.string() }).safeParse(value);
  return notification.success ? notification.data.Message : null;
}

function unreadable(what: string, error: z.ZodError): ReadMessage {
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  return { kind: 'unreadable', reason: `It is ${what}${where}.`.slice(0, 1_000) };
}
