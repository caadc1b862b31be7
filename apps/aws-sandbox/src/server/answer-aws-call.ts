import { randomBytes, randomUUID } from 'node:crypto';

import { authorize } from '../authorization/authorize.js';
import { recordCall } from '../iam/service-use.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Protocol } from '../protocol/protocol.js';
import type { WireReply, WireRequest } from '../protocol/wire.js';
import type { Call } from '../service/call.js';
import type { AnyOperation, AwsService } from '../service/operation.js';
import { serviceFor } from '../service/services.js';
import type { Caller } from '../authorization/caller.js';
import { authenticate } from '../signing/authenticate.js';
import type { Sandbox } from '../sandbox.js';
import { familyOf, signingNameOf } from './route.rules.js';
import { unknownServiceReply } from './unknown-service.rules.js';

const DEFAULT_REGION = 'us-east-1';

/** Answers one request of an AWS client: find the operation, the caller, their permission, and do it. */
export async function answerAwsCall(sandbox: Sandbox, request: WireRequest): Promise<WireReply> {
  const name = signingNameOf(request);
  const service = await serviceFor(name);
  if (service === undefined) return unknownServiceReply(familyOf(request), name, randomUUID());
  const requestId = name === 's3' ? randomBytes(8).toString('hex').toUpperCase() : randomUUID();
  const protocol = service.protocol.speaking?.(request) ?? service.protocol;
  try {
    return await perform(sandbox, { service, protocol, request, requestId });
  } catch (error) {
    if (error instanceof AwsError) return protocol.writeError(error, requestId);
    sandbox.report(error);
    return protocol.writeError(protocol.internalError(), requestId);
  }
}

interface Incoming {
  readonly service: AwsService;
  readonly protocol: Protocol;
  readonly request: WireRequest;
  readonly requestId: string;
}

async function perform(sandbox: Sandbox, { service, protocol, request, requestId }: Incoming): Promise<WireReply> {
  const schema = protocol.operationOf(request);
  const operation = service.operations.get(schema[2]);
  if (operation === undefined) throw protocol.notInSandbox(schema);
  const call = identify(sandbox, { operation, protocol, request, requestId });
  const input = await protocol.read(schema, { ...request, body: call.payload.body });
  recordCall(call, service.signingName, schema[2]);
  const questions = operation.access(input, call);
  if (questions !== 'everyone') authorize(call, questions, protocol);
  return protocol.write(schema, await operation.handle(input, call), requestId);
}

interface Identification {
  readonly operation: AnyOperation;
  readonly protocol: Protocol;
  readonly request: WireRequest;
  readonly requestId: string;
}

function identify(sandbox: Sandbox, { operation, protocol, request, requestId }: Identification): Call<Caller> {
  const { world, tokens, keys } = sandbox;
  const now = sandbox.now();
  const found = authenticate(request, { world, tokens, keys, now });
  if ('kind' in found) throw protocol.signingError(found);
  const { caller, payload } = found;
  if (caller.kind === 'anonymous' && !operation.anonymous) throw protocol.signingError({ kind: 'missing' });
  const region = found.region ?? DEFAULT_REGION;
  if (caller.kind === 'role-session') caller.role.lastUsed = { at: now, region };
  return { world, tokens, caller, region, now, requestId, request, payload };
}
