import { CREDENTIALS_PATH, containerCredentials } from '../credentials-endpoint/container-credentials.js';
import { answerConsole, answerFederation, isConsolePath, isFederationPath } from '../federation/federation.js';
import { type WireReply, type WireRequest, headerValue, queryValue } from '../protocol/wire.js';
import type { Sandbox } from '../sandbox.js';
import { answerAwsCall } from './answer-aws-call.js';

/** Sends a request to the part of the sandbox it is for. */
export async function answer(sandbox: Sandbox, request: WireRequest): Promise<WireReply> {
  if (request.path.startsWith(CREDENTIALS_PATH)) return containerCredentials(sandbox, request);
  if (isUnsigned(request)) {
    if (request.path === '/readyz' || request.path === '/healthz') return health(sandbox);
    if (isFederationPath(request.path)) return answerFederation(sandbox, request);
    if (isConsolePath(request.path)) return answerConsole();
  }
  return answerAwsCall(sandbox, request);
}

/** Paths of the sandbox's own could be names of buckets: a signature tells them apart. */
function isUnsigned(request: WireRequest): boolean {
  return headerValue(request, 'authorization') === undefined && queryValue(request, 'X-Amz-Algorithm') === undefined;
}

function health(sandbox: Sandbox): WireReply {
  const body = JSON.stringify({ status: 'ready', isAws: false, accounts: sandbox.world.accounts.size });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}
