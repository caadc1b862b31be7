import type { Caller, RoleSession, SessionFacts, UserCaller } from '../authorization/caller.js';
import type { SigningFailure } from '../protocol/protocol.js';
import { type WireRequest, headerValue } from '../protocol/wire.js';
import { findRole, findUser } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { type SignatureClaim, readClaim } from './credential-scope.rules.js';
import type { SessionTokens } from './session-token.js';
import type { SigningKeys } from './signature.js';
import { type VerifiedPayload, verifySignature } from './verify-signature.js';

interface AuthenticationContext {
  readonly world: World;
  readonly tokens: SessionTokens;
  readonly keys: SigningKeys;
  readonly now: Date;
}

/** Who calls, and the body as they meant it. */
export interface Authenticated {
  readonly caller: Caller;
  readonly region: string | undefined;
  readonly payload: VerifiedPayload;
}

interface Identified {
  readonly caller: RoleSession | UserCaller;
  readonly secret: string;
}

/** Finds out who signed a request, and whether they really did. */
export function authenticate(request: WireRequest, context: AuthenticationContext): Authenticated | SigningFailure {
  const claim = readClaim(request);
  if (claim === 'none') return anonymous(request);
  if (claim === 'version-2') return { kind: 'version-2' };
  if ('unreadable' in claim) return { kind: 'incomplete', message: claim.unreadable };
  const identified = identify(claim, context);
  if (!('caller' in identified)) return identified;
  const { keys, now } = context;
  const payload = verifySignature({ request, claim, secret: identified.secret, keys, now });
  if ('kind' in payload) return payload;
  return { caller: identified.caller, region: claim.region, payload };
}

function anonymous(request: WireRequest): Authenticated | SigningFailure {
  if (headerValue(request, 'x-amz-content-sha256')?.startsWith('STREAMING-') === true) return { kind: 'missing' };
  return {
    caller: { kind: 'anonymous' },
    region: undefined,
    payload: { body: request.body, trailers: new Map() },
  };
}

function identify(claim: SignatureClaim, context: AuthenticationContext): Identified | SigningFailure {
  if (claim.sessionToken === undefined) return identifyUser(claim, context.world);
  const facts = context.tokens.open(claim.sessionToken);
  if (facts === undefined || facts.accessKeyId !== claim.accessKeyId) return { kind: 'bad-token' };
  if (facts.expiresAt.getTime() <= context.now.getTime()) return { kind: 'expired-token' };
  const caller = sessionCaller(facts, context.world);
  if (caller === undefined) return { kind: 'bad-token' };
  return { caller, secret: context.tokens.secretOf(facts.accessKeyId) };
}

function identifyUser(claim: SignatureClaim, world: World): Identified | SigningFailure {
  const unknown: SigningFailure = { kind: 'unknown-key', accessKeyId: claim.accessKeyId };
  const key = world.accessKeys.get(claim.accessKeyId);
  if (key?.status !== 'Active') return unknown;
  const user = findUser(world, key.accountId, key.userName);
  if (user === undefined || world.accounts.get(key.accountId)?.status !== 'ACTIVE') return unknown;
  return {
    caller: { kind: 'user', accountId: user.accountId, arn: user.arn, userId: user.id, user, accessKeyId: key.id },
    secret: key.secret,
  };
}

/** The session of a role that still exists, in an account that is still open. */
export function sessionCaller(session: SessionFacts, world: World): RoleSession | undefined {
  const role = findRole(world, session.roleArn);
  if (role?.id !== session.roleId || world.accounts.get(role.accountId)?.status !== 'ACTIVE') return undefined;
  const arn = `arn:${world.partition}:sts::${role.accountId}:assumed-role/${role.name}/${session.sessionName}`;
  const userId = `${role.id}:${session.sessionName}`;
  return { kind: 'role-session', accountId: role.accountId, arn, userId, role, session };
}
