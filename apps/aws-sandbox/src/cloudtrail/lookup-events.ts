import {
  type Event,
  LookupEvents$,
  type LookupEventsRequest,
  type LookupEventsResponse,
} from '@aws-sdk/client-cloudtrail';

import { callsOf } from '../call-log/call-log.js';
import type { CallRecord } from '../call-log/call-record.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { eventIdFor, eventRecord, isManagementEvent } from './event-record.rules.js';
import { eventNameOf, eventSourceOf } from './event-words.rules.js';
import {
  LOOKUP_ATTRIBUTES,
  type LookupAttributeName,
  hasAttribute,
  lookedUpResources,
  usernameOf,
} from './lookup.rules.js';
import { isReadOnly } from './operation-kind.rules.js';

const MAX_RESULTS = 50;
const HISTORY_MILLISECONDS = 90 * 24 * 3600 * 1000;

export const lookupEvents = operation<LookupEventsRequest, LookupEventsResponse>({
  schema: LookupEvents$,
  access: (_input, { caller }) => [
    { action: 'cloudtrail:LookupEvents', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: (input, call) => {
    const size = pageSize(input);
    const matches = filterOf(input, call);
    // Nobody of the sandbox makes unusual numbers of calls, so that there are no insights.
    const found = input.EventCategory === undefined ? newestFirst(call).filter(matches) : [];
    const start = input.NextToken === undefined ? 0 : positionAfter(found, input);
    const page = found.slice(start, start + size);
    const last = page.at(-1);
    const Events = page.map((record) => eventShape(record, call.caller.accountId));
    if (last === undefined || start + page.length >= found.length) return { Events };
    return { Events, NextToken: tokenOf(last, input) };
  },
});

function pageSize({ MaxResults = MAX_RESULTS }: LookupEventsRequest): number {
  if (MaxResults >= 1 && MaxResults <= MAX_RESULTS) return MaxResults;
  throw new AwsError('InvalidMaxResultsException', 'A maximum of 50 results must be specified.');
}

function filterOf(input: LookupEventsRequest, call: Call): (record: CallRecord) => boolean {
  const { accountId } = call.caller;
  const attribute = attributeOf(input);
  const { from, to } = timeRange(input, call.now);
  return (record) => {
    const time = record.time.getTime();
    if (time < from || time > to || record.region !== call.region || !isManagementEvent(record)) return false;
    return attribute === undefined || hasAttribute(record, { ...attribute, accountId });
  };
}

function timeRange({ StartTime, EndTime }: LookupEventsRequest, now: Date): { from: number; to: number } {
  const oldest = now.getTime() - HISTORY_MILLISECONDS;
  const from = Math.max(StartTime?.getTime() ?? oldest, oldest);
  const to = EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
  if ((StartTime?.getTime() ?? 0) <= to) return { from, to };
  throw new AwsError('InvalidTimeRangeException', 'Start time must be before end time.');
}

function attributeOf({
  LookupAttributes = [],
}: LookupEventsRequest): { readonly name: LookupAttributeName; readonly value: string } | undefined {
  const [first, second] = LookupAttributes;
  if (second !== undefined) throw invalidAttributes('Only one lookup attribute can be specified.');
  if (first === undefined) return undefined;
  const name = LOOKUP_ATTRIBUTES.find((each) => each === first.AttributeKey);
  if (name === undefined) throw invalidAttributes(`The lookup attribute ${first.AttributeKey ?? 'null'} is not valid.`);
  const value = first.AttributeValue ?? '';
  if (value === '') throw invalidAttributes(`The value of the lookup attribute ${name} must not be empty.`);
  return { name, value };
}

function invalidAttributes(message: string): AwsError {
  return new AwsError('InvalidLookupAttributesException', message);
}

function newestFirst({ world, caller }: Call): readonly CallRecord[] {
  return [...callsOf(world, caller.accountId)].sort((left, right) => right.time.getTime() - left.time.getTime());
}

/** A token goes on after an event, and only for the question it came from. */
function tokenOf(last: CallRecord, input: LookupEventsRequest): string {
  return Buffer.from(JSON.stringify({ after: last.id, asked: askedBy(input) })).toString('base64');
}

function askedBy({ LookupAttributes = [], StartTime, EndTime }: LookupEventsRequest): string {
  const attributes = LookupAttributes.map(({ AttributeKey, AttributeValue }) => [AttributeKey, AttributeValue]);
  return JSON.stringify([attributes, StartTime?.getTime(), EndTime?.getTime()]);
}

function positionAfter(found: readonly CallRecord[], input: LookupEventsRequest): number {
  const token = readToken(input.NextToken ?? '');
  const at = token?.asked === askedBy(input) ? found.findIndex(({ id }) => id === token.after) : -1;
  if (at >= 0) return at + 1;
  throw new AwsError('InvalidNextTokenException', 'The token is not valid or belongs to another request.');
}

function readToken(token: string): { readonly after?: unknown; readonly asked?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // Whatever it was, it was no token of ours.
    return undefined;
  }
}

function eventShape(record: CallRecord, accountId: string): Event {
  const username = usernameOf(record);
  const key = record.caller?.accessKeyId;
  return {
    EventId: eventIdFor(record, accountId),
    EventName: eventNameOf(record.service, record.operation),
    ReadOnly: String(isReadOnly(record.operation)),
    ...(key === undefined || record.caller?.accountId !== accountId ? {} : { AccessKeyId: key }),
    EventTime: new Date(Math.floor(record.time.getTime() / 1_000) * 1_000),
    EventSource: eventSourceOf(record.service),
    ...(username === undefined ? {} : { Username: username }),
    Resources: [...lookedUpResources(record)],
    CloudTrailEvent: JSON.stringify(eventRecord(record, accountId)),
  };
}
