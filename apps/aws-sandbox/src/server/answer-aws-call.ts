import { randomBytes, randomUUID } from 'node:crypto';

import { authorize } from '../authorization/authorize.js';
import type { Caller } from '../authorization/caller.js';
import { isDataEvent, isReadOnly } from '../cloudtrail/operation-kind.rules.js';
import { recordChanges, watch } from '../config/record-changes.js';
import { recordCall } from '../iam/service-use.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Protocol } from '../protocol/protocol.js';
import { type WireReply, type WireRequest, headerValue } from '../protocol/wire.js';
import type { Sandbox } from '../sandbox.js';
import type { Call } from '../service/call.js';
import type { AnyOperation, AwsService } from '../service/operation.js';
import { resourceSources, serviceFor } from '../service/services.js';
import { authenticate } from '../signing/authenticate.js';
import { callerIn } from '../weather/iam-lag.js';
import { ConnectionDropped } from '../weather/weather.js';
import { type CallTrace, hear } from './call-trace.js';
import { logCall } from './log-call.js';
import { regionOfCall } from './region.rules.js';
import { apiOf, familyOf, signingNameOf } from './route.rules.js';
import { clockOver, weatherOver } from './sandbox-weather.js';
import { brokenServiceReply, unknownServiceReply } from './reply-without-service.rules.js';

/**
 * Answers one request of an AWS client: find the operation, the caller, their permission, and do it. `find` stands in for
 * the sandbox's services in tests.
 */
export async function answerAwsCall(
  sandbox: Sandbox,
  request: WireRequest,
  find: typeof serviceFor = serviceFor,
): Promise<WireReply> {
  const service = signingNameOf(request);
  const requestId = service === 's3' ? randomBytes(8).toString('hex').toUpperCase() : randomUUID();
  const at = clockOver(sandbox, service, request);
  const trace: CallTrace = { service, request, requestId, at, owners: new Map() };
  let found: AwsService | undefined;
  try {
    found = await find(apiOf(request));
  } catch (error) {
    sandbox.report(error);
    logCall(sandbox, trace, { error: new AwsError('InternalFailure', 'The service cannot be loaded.'), broken: true });
    return brokenServiceReply(familyOf(request), service, requestId);
  }
  if (found === undefined) {
    const error = new AwsError('UnknownOperationException', `The AWS sandbox has no service ${service}.`);
    logCall(sandbox, trace, { error, broken: false });
    return unknownServiceReply(familyOf(request), service, requestId);
  }
  const protocol = found.protocol.speaking?.(request) ?? found.protocol;
  try {
    const reply = await perform(sandbox, { ...found, protocol }, trace);
    logCall(sandbox, trace);
    return timed(trace, reply);
  } catch (error) {
    return timed(trace, refuse(sandbox, protocol, { trace, error }));
  }
}

interface Failed {
  readonly trace: CallTrace;
  readonly error: unknown;
}

function refuse(sandbox: Sandbox, protocol: Protocol, { trace, error }: Failed): WireReply {
  if (error instanceof ConnectionDropped) {
    trace.stopped = true;
    logCall(sandbox, trace, { error: new AwsError('ConnectionDropped', error.message), broken: false });
    throw error;
  }
  const broken = !(error instanceof AwsError);
  if (broken) sandbox.report(error);
  const refusal = broken ? protocol.internalError() : error;
  logCall(sandbox, trace, { error: refusal, broken });
  return protocol.writeError(refusal, trace.requestId);
}

/** Clients set their clocks by the `Date` of replies, so that it must tell the time that the sandbox goes by. */
function timed({ at }: CallTrace, reply: WireReply): WireReply {
  return { ...reply, headers: { ...reply.headers, date: at.toUTCString() } };
}

async function perform(
  sandbox: Sandbox,
  { operations, protocol, resources }: AwsService,
  trace: CallTrace,
): Promise<WireReply> {
  const { request, service } = trace;
  const schema = protocol.operationOf(request);
  trace.operation = schema[2];
  const operation = operations.get(schema[2]);
  if (operation === undefined) throw protocol.notInSandbox(schema);
  trace.schema = schema;
  const call = identify(sandbox, { operation, protocol, trace });
  trace.call = call;
  if (!sandbox.weather.isCalm) await weatherOver(sandbox, trace, () => protocol.internalError());
  const input = await protocol.read(schema, { ...request, body: call.payload.body });
  trace.input = input;
  recordCall(call, service, schema[2]);
  const sight = sightOf(sandbox, call, trace);
  const questions = operation.access(input, sight.asks);
  if (questions !== 'everyone') {
    trace.asking = questions[0]?.asking;
    authorize(sight.judged, questions, protocol, (decision) => {
      hear(trace, decision);
    });
  }
  const output = await recording(call, { resources, trace }, () => operation.handle(input, sight.acts));
  trace.output = output;
  return protocol.write(schema, output, trace.requestId);
}

interface Recorded {
  readonly resources: AwsService['resources'];
  readonly trace: CallTrace;
}

/** Does what a call asks for; what that changes of the resources it names becomes part of their history. */
async function recording<T>(call: Call<Caller>, { resources, trace }: Recorded, act: () => T | Promise<T>): Promise<T> {
  const { service, operation = '', owners } = trace;
  if (resources === undefined || isReadOnly(operation) || isDataEvent(service, operation)) return act();
  const before = watch(call.world, [resources], owners);
  const output = await act();
  recordChanges(call.world, [resources], before, call.now);
  return output;
}

interface Sight {
  readonly asks: Call<Caller>;
  readonly judged: Call<Caller>;
  readonly acts: Call<Caller>;
}

/** What a call sees of IAM's latest changes. Whoever changes IAM works on it as it is; the rest sees it later. */
function sightOf(sandbox: Sandbox, call: Call<Caller>, { service, operation = '' }: CallTrace): Sight {
  const { consistencySeconds } = sandbox.weather.settings;
  if (consistencySeconds === 0 && sandbox.lag.isClear) return { asks: call, judged: call, acts: call };
  const world = sandbox.lag.seen(call.world, call.now);
  const late = world === call.world ? call : { ...call, world, caller: callerIn(world, call.caller) };
  if (service !== 'iam') return { asks: late, judged: late, acts: call };
  if (isReadOnly(operation)) return { asks: late, judged: late, acts: late };
  keepPast(sandbox, call, consistencySeconds);
  return { asks: call, judged: late, acts: call };
}

function keepPast({ lag }: Sandbox, { world, caller, now }: Call<Caller>, seconds: number): void {
  if (seconds === 0 || !('accountId' in caller)) return;
  lag.keep(world, caller.accountId, new Date(now.getTime() + seconds * 1_000));
}

interface Identification {
  readonly operation: AnyOperation;
  readonly protocol: Protocol;
  readonly trace: CallTrace;
}

function identify(sandbox: Sandbox, { operation, protocol, trace }: Identification): Call<Caller> {
  const { world, tokens, keys } = sandbox;
  const { at: now, request, requestId } = trace;
  const found = authenticate(request, { world, tokens, keys, now });
  if ('kind' in found) throw protocol.signingError(found);
  const { caller, payload } = found;
  if (caller.kind === 'anonymous' && !operation.anonymous) throw protocol.signingError({ kind: 'missing' });
  const region = regionOfCall({ service: trace.service, signed: found.region, host: headerValue(request, 'host') });
  if (caller.kind === 'role-session') caller.role.lastUsed = { at: now, region };
  return { world, tokens, caller, region, now, requestId, request, payload, resourceSources };
}
