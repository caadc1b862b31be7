import type {
  Caller,
  FederatedUserCaller,
  FederationTokenFacts,
  RoleSession,
  SessionFacts,
  SignedCaller,
  TokenFacts,
  UserCaller,
  UserTokenFacts,
} from '../authorization/caller.js';
import type { SigningFailure } from '../protocol/protocol.js';
import { type WireRequest, headerValue } from '../protocol/wire.js';
import { findRole, findUser, partitionOf } from '../state/lookup.js';
import type { User, World } from '../state/model.js';
import { partitionOfRegion } from '../state/partition.rules.js';
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
  readonly caller: SignedCaller;
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
  if (isOfOtherPartition(claim.region, identified.caller, context.world)) return strangeKey(claim);
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

/** Each partition has accounts and keys of its own, and knows none of the others'. */
function isOfOtherPartition(region: string, { accountId }: SignedCaller, world: World): boolean {
  return partitionOfRegion(region) !== partitionOf(world, accountId);
}

function strangeKey({ accessKeyId, sessionToken }: SignatureClaim): SigningFailure {
  return sessionToken === undefined ? { kind: 'unknown-key', accessKeyId } : { kind: 'bad-token' };
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

/** Who a token is of, if they still exist, in an account that is still open. */
export function sessionCaller(token: TokenFacts, world: World): SignedCaller | undefined {
  switch (token.kind) {
    case 'role':
      return roleSession(token, world);
    case 'user':
      return userSession(token, world);
    case 'federation':
      return federatedUser(token, world);
  }
}

function roleSession(session: SessionFacts, world: World): RoleSession | undefined {
  const role = findRole(world, session.roleArn);
  const account = world.accounts.get(role?.accountId ?? '');
  if (role?.id !== session.roleId || account?.status !== 'ACTIVE') return undefined;
  const arn = `arn:${account.partition}:sts::${role.accountId}:assumed-role/${role.name}/${session.sessionName}`;
  const userId = `${role.id}:${session.sessionName}`;
  return { kind: 'role-session', accountId: role.accountId, arn, userId, role, session };
}

function userSession(session: UserTokenFacts, world: World): UserCaller | undefined {
  const user = issuer(session, world);
  if (user === undefined) return undefined;
  const { accountId, arn, id } = user;
  return { kind: 'user', accountId, arn, userId: id, user, accessKeyId: session.accessKeyId, session };
}

function federatedUser(session: FederationTokenFacts, world: World): FederatedUserCaller | undefined {
  const user = issuer(session, world);
  if (user === undefined) return undefined;
  const { accountId } = user;
  const arn = `arn:${partitionOf(world, accountId)}:sts::${accountId}:federated-user/${session.name}`;
  return { kind: 'federated-user', accountId, arn, userId: `${accountId}:${session.name}`, user, session };
}

function issuer({ userArn, userId }: UserTokenFacts | FederationTokenFacts, world: World): User | undefined {
  const account = world.accounts.get(userArn.split(':')[4] ?? '');
  const user = account?.users.get(userArn.slice(userArn.lastIndexOf('/') + 1).toLowerCase());
  return user?.id === userId && account?.status === 'ACTIVE' ? user : undefined;
}
