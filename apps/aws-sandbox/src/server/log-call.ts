import { randomUUID } from 'node:crypto';

import type { CallOutcome, CallRecord, JsonObject } from '../call-log/call-record.js';
import { rememberCall } from '../call-log/call-log.js';
import { callerFacts } from '../call-log/caller-facts.js';
import { recordedInput, recordedOutput } from '../call-log/recorded-parameters.js';
import { isDataEvent, isReadOnly } from '../cloudtrail/operation-kind.rules.js';
import { announceCall } from '../eventbridge/announce-call.js';
import type { AwsError } from '../protocol/aws-error.js';
import { headerValue } from '../protocol/wire.js';
import type { Sandbox } from '../sandbox.js';
import type { World } from '../state/model.js';
import { isAccessDenied } from './access-denied.rules.js';
import type { CallTrace } from './call-trace.js';

const UNKNOWN_REGION = 'us-east-1';

/** The error that ended a call, and whether the sandbox itself is to blame. */
export interface CallFailure {
  readonly error: AwsError;
  readonly broken: boolean;
}

/** Remembers a call that is over, and tells the rules that wait for such. */
export function logCall(sandbox: Sandbox, trace: CallTrace, failure?: CallFailure): void {
  const world = trace.call?.world ?? sandbox.world;
  const record = recordOf(world, trace, failure);
  rememberCall(world, record, sandbox.callLogSize, trace.decision);
  if (!isReadOnly(record.operation)) sandbox.changes += 1;
  announceCall(world, record, sandbox.report);
}

function recordOf(world: World, trace: CallTrace, failure: CallFailure | undefined): CallRecord {
  const { call, service, requestId, at, operation = '' } = trace;
  const caller = call === undefined ? undefined : callerFacts(trace.asking ?? call.caller);
  const accountIds = accountsOf(world, trace, caller?.accountId, failure === undefined);
  return {
    id: randomUUID(),
    time: at,
    accountIds,
    sharedId: accountIds.length > 1 ? randomUUID() : undefined,
    region: call?.region ?? UNKNOWN_REGION,
    caller,
    service,
    operation,
    requestId,
    ...sentBy(trace),
    ...resultOf(trace, failure),
    parameters: parametersOf(trace),
    resources: [...trace.owners].map(([arn, accountId]) => ({ arn, accountId })),
    decision: verdictOf(trace),
  };
}

function resultOf(
  trace: CallTrace,
  failure: CallFailure | undefined,
): Pick<CallRecord, 'error' | 'outcome' | 'response'> {
  if (failure === undefined) return { outcome: 'answered', error: undefined, response: responseOf(trace) };
  const { code, message } = failure.error;
  return { outcome: outcomeOf(trace, failure), error: { code, message }, response: undefined };
}

function sentBy({ request }: CallTrace): Pick<CallRecord, 'host' | 'sourceIp' | 'userAgent'> {
  return {
    userAgent: headerValue(request, 'user-agent')?.slice(0, 1_024) ?? '',
    sourceIp: request.sourceIp,
    host: headerValue(request, 'host')?.slice(0, 256) ?? '',
  };
}

/** Who hears of a call: the caller's account, and owners elsewhere of what was really used. */
function accountsOf(
  world: World,
  { owners }: CallTrace,
  callerAccount: string | undefined,
  answered: boolean,
): readonly string[] {
  const own = callerAccount === undefined ? [] : [callerAccount];
  if (!answered) return own;
  const others = [...owners.values()].filter((id) => id !== callerAccount && world.accounts.has(id));
  return [...own, ...new Set(others)];
}

function parametersOf({ schema, input }: CallTrace): JsonObject | undefined {
  return schema === undefined || input === undefined ? undefined : recordedInput(schema, input);
}

/** CloudTrail keeps what came back of changes and of new sessions. */
function responseOf({ schema, output, service, operation = '' }: CallTrace): JsonObject | undefined {
  if (schema === undefined || output === undefined || isDataEvent(service, operation)) return undefined;
  const isNewSession = service === 'sts' && operation.startsWith('AssumeRole');
  return isReadOnly(operation) && !isNewSession ? undefined : recordedOutput(schema, output);
}

function outcomeOf(trace: CallTrace, failure: CallFailure): CallOutcome {
  if (failure.broken) return 'broken';
  if (trace.stopped === true) return 'weather';
  if (isAccessDenied(failure.error.code)) return 'denied';
  if (trace.call !== undefined) return 'refused';
  return trace.schema === undefined ? 'unknown' : 'unrecognised';
}

function verdictOf({ decision }: CallTrace): CallRecord['decision'] {
  if (decision === undefined) return undefined;
  const { verdict, decidedBy, reason, request } = decision;
  return { verdict, layer: decidedBy, reason, action: request.action, resource: request.resource };
}
