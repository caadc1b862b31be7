import { randomUUID } from 'node:crypto';

import {
  PutEvents$,
  type PutEventsRequest,
  type PutEventsRequestEntry,
  type PutEventsResponse,
  type PutEventsResultEntry,
  TestEventPattern$,
  type TestEventPatternRequest,
  type TestEventPatternResponse,
} from '@aws-sdk/client-eventbridge';

import { wholeSeconds } from '../cloudtrail/event-record.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { deliverEvent } from './deliver-event.js';
import type { BusEvent } from './event.js';
import { compileEventPattern } from './event-pattern.rules.js';
import { aboutBus, busPlace, invalid } from './eventbridge-access.js';
import { findBus } from './eventbridge-state.js';
import { checkPattern } from './rules.js';

const MAX_ENTRIES = 10;
const MAX_BYTES = 1_048_576;

export const putEvents = operation<PutEventsRequest, PutEventsResponse>({
  schema: PutEvents$,
  access: (input, call) => {
    const entries = input.Entries ?? [];
    checkEntries(entries);
    return entries.map(({ EventBusName: bus, Source = '', DetailType = '' }) =>
      aboutBus(call, 'PutEvents', {
        bus,
        context: {
          'events:source': Source,
          'events:detail-type': DetailType,
          'events:eventBusInvocation': 'false',
        },
      }),
    );
  },
  handle: (input, call) => {
    const Entries = (input.Entries ?? []).map((entry) => putEvent(entry, call));
    return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
  },
});

function checkEntries(entries: readonly PutEventsRequestEntry[]): void {
  if (entries.length === 0 || entries.length > MAX_ENTRIES) {
    const what = entries.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 10';
    throw invalid(
      `1 validation error detected: Value '[${String(entries.length)} entries]' at 'entries' failed to satisfy constraint: Member must have length ${what}`,
    );
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) <= MAX_BYTES) return;
  throw invalid('Total size of the entries in the request is over the limit.');
}

/** As the user guide counts: the time 14 bytes, the rest what its UTF-8 takes. */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return (Time === undefined ? 0 : 14) + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function putEvent(entry: PutEventsRequestEntry, call: Call): PutEventsResultEntry {
  const problem = problemOf(entry);
  if (problem !== undefined) return problem;
  const detail = detailOf(entry.Detail ?? '');
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const event = eventOf(entry, detail, call);
  const bus = findBus(call.world, busPlace(call, entry.EventBusName));
  // An event for a bus that is not there is taken and lost, as in AWS.
  if (bus !== undefined) deliverEvent(call.world, bus, { event, now: call.now });
  return { EventId: event.id };
}

function eventOf(entry: PutEventsRequestEntry, detail: BusEvent['detail'], call: Call): BusEvent {
  const { DetailType = '', Source = '', Time = call.now, Resources = [] } = entry;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account: call.caller.accountId,
    time: wholeSeconds(Time),
    region: call.region,
    resources: Resources,
    detail,
  };
}

function problemOf({
  Source = '',
  DetailType = '',
  Detail = '',
}: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => value === '')?.[0];
  if (missing !== undefined) {
    const ErrorMessage = `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  if (!Source.startsWith('aws.')) return undefined;
  return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
}

function detailOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

export const testEventPattern = operation<TestEventPatternRequest, TestEventPatternResponse>({
  schema: TestEventPattern$,
  access: (_input, { caller }) => [
    { action: 'events:TestEventPattern', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: ({ Event = '', EventPattern = '' }) => {
    checkPattern(EventPattern);
    const event = detailOf(Event);
    if (event === undefined) throw invalid('Parameter Event is not valid. Reason: it is no JSON object.');
    const missing = MANDATORY.find((name) => !Object.hasOwn(event, name));
    if (missing !== undefined) throw invalid(`Parameter Event is not valid. Reason: ${missing} is a required field.`);
    return { Result: compileEventPattern(EventPattern)(event) };
  },
});
