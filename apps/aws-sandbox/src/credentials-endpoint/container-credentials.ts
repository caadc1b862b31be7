import { authorizeServiceAssumption } from '../authorization/authorize.js';
import { type WireReply, type WireRequest, headerValue } from '../protocol/wire.js';
import type { Sandbox } from '../sandbox.js';
import { sameDigest, sha256Hex } from '../signing/signature.js';

export const CREDENTIALS_PATH = '/_sandbox/credentials/';

const SECONDS = 6 * 3600;
const SERVICE = 'ecs-tasks.amazonaws.com';

/**
 * What ECS does for a task: credentials of the task's role, over HTTP, for who knows the token. The role must be one of
 * the hub account and trust ECS, as a real one would.
 */
export function containerCredentials(sandbox: Sandbox, request: WireRequest): WireReply {
  if (request.method !== 'GET') return refusal(405, 'MethodNotAllowed', 'Only GET is answered here.');
  if (!isAuthorized(sandbox, headerValue(request, 'authorization'))) {
    return refusal(401, 'AccessDenied', 'The Authorization header does not hold the token of this sandbox.');
  }
  const name = request.path.slice(CREDENTIALS_PATH.length);
  const { world } = sandbox;
  const role = world.accounts.get(world.hubAccountId)?.roles.get(name.toLowerCase());
  if (role?.name !== name || !authorizeServiceAssumption(sandbox, role, SERVICE)) {
    return refusal(404, 'RoleNotFound', `The hub account has no role ${name} that trusts ${SERVICE}.`);
  }
  return json(200, credentialsOf(sandbox, role));
}

function credentialsOf(sandbox: Sandbox, role: { arn: string; id: string }): object {
  const now = sandbox.now();
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = sandbox.tokens.issue({
    kind: 'role',
    roleArn: role.arn,
    roleId: role.id,
    sessionName: 'gatehouse',
    issuedAt: now,
    expiresAt: new Date(Math.floor(now.getTime() / 1000 + SECONDS) * 1000),
    chained: false,
    tags: {},
    transitiveTagKeys: [],
    sessionPolicies: [],
  });
  return {
    RoleArn: role.arn,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: `${expiresAt.toISOString().slice(0, 19)}Z`,
  };
}

function isAuthorized({ hubToken }: Sandbox, given: string | undefined): boolean {
  return hubToken !== undefined && given !== undefined && sameDigest(sha256Hex(given), sha256Hex(hubToken));
}

function refusal(status: number, code: string, message: string): WireReply {
  return json(status, { code, message });
}

function json(status: number, body: object): WireReply {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(body) };
}
