import type { FederatedUserCaller, FederationTokenFacts, RoleSession, SessionFacts } from '../authorization/caller.js';
import { sessionCaller } from '../signing/authenticate.js';
import { type WireReply, type WireRequest, headerValue, parseQuery } from '../protocol/wire.js';
import type { Sandbox } from '../sandbox.js';
import { sameDigest, sha256Hex } from '../signing/signature.js';
import { type SessionOrigin, consoleExpiry, readSession } from './federation.rules.js';
import { landingPage, problemPage } from './landing-page.js';

/** How long a sign-in token can be used (IAM User Guide: 15 minutes). */
const TOKEN_MILLISECONDS = 15 * 60_000;

interface SigninToken {
  readonly purpose: 'signin';
  readonly sessionToken: string;
  readonly usableUntil: number;
  readonly consoleUntil: number;
}

export function isFederationPath(path: string): boolean {
  return path === '/federation' || path === '/federation/';
}

/** Where console links lead in the embedded configuration. */
export function isConsolePath(path: string): boolean {
  return path === '/console' || path.startsWith('/console/');
}

/** The console itself: signing in shows all there is, so without a link there is nothing to see. */
export function answerConsole(): WireReply {
  return page(401, problemPage('You are not signed in', 'Open a console link from the portal.'));
}

/** The console's federation endpoint: `getSigninToken`, then `login`. Both take GET and POST. */
export function answerFederation(sandbox: Sandbox, request: WireRequest): WireReply {
  const parameters = parametersOf(request);
  switch (parameters.get('Action')) {
    case 'getSigninToken':
      return getSigninToken(sandbox, parameters);
    case 'login':
      return login(sandbox, parameters);
    case 'logout':
      return page(
        200,
        problemPage('You are signed out', 'There was nothing to forget: the sandbox keeps no console sessions.'),
      );
    default:
      return problem('Action must be getSigninToken, login or logout.');
  }
}

function parametersOf(request: WireRequest): ReadonlyMap<string, string> {
  const form = headerValue(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  const body = request.method === 'POST' && form ? parseQuery(Buffer.from(request.body).toString('utf8'), true) : [];
  const query = request.query.map(([name, value]) => [name, value.replaceAll('+', ' ')] as const);
  // A JSON value in the query may hold a plus of base 64, sent as it is or encoded: only a form's plus is a space.
  const raw = new Map(request.query);
  const session = raw.get('Session');
  return new Map([...query, ...(session === undefined ? [] : [['Session', session] as const]), ...body]);
}

function getSigninToken(sandbox: Sandbox, parameters: ReadonlyMap<string, string>): WireReply {
  const session = readSession(parameters.get('Session'));
  if (session === undefined) return problem('Session must be JSON with sessionId, sessionKey and sessionToken.');
  const facts = sandbox.tokens.open(session.sessionToken);
  const now = sandbox.now();
  if (facts === undefined || facts.expiresAt.getTime() <= now.getTime())
    return problem('The credentials are not valid.');
  const secretFits = sameDigest(sha256Hex(session.sessionKey), sha256Hex(sandbox.tokens.secretOf(facts.accessKeyId)));
  if (facts.accessKeyId !== session.sessionId || !secretFits) return problem('The credentials are not valid.');
  // The console takes the sessions of roles and of federated users, not those of GetSessionToken.
  if (facts.kind === 'user') return problem('The credentials are not valid.');
  const requested = parameters.get('SessionDuration');
  const expiry = consoleExpiry({ requested, origin: originOf(facts), now, credentialsExpireAt: facts.expiresAt });
  if ('refused' in expiry) return problem(expiry.refused);
  const token: SigninToken = {
    purpose: 'signin',
    sessionToken: session.sessionToken,
    usableUntil: now.getTime() + TOKEN_MILLISECONDS,
    consoleUntil: expiry.getTime(),
  };
  const body = JSON.stringify({ SigninToken: Buffer.from(sandbox.seal.close(token), 'base64').toString('base64url') });
  return { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body };
}

function login(sandbox: Sandbox, parameters: ReadonlyMap<string, string>): WireReply {
  const token = openToken(sandbox, parameters.get('SigninToken') ?? '');
  if (token === undefined) return page(400, problemPage('This sign-in link is not valid', 'Ask for a new link.'));
  const caller = signedInBy(sandbox, token);
  if (caller === undefined) {
    return page(
      400,
      problemPage('This sign-in link has expired', 'Links can be used for 15 minutes. Ask for a new one.'),
    );
  }
  const account = sandbox.world.accounts.get(caller.accountId);
  return page(
    200,
    landingPage({
      caller,
      accountName: account?.name ?? caller.accountId,
      until: new Date(token.consoleUntil),
      destination: parameters.get('Destination'),
      issuer: parameters.get('Issuer'),
    }),
  );
}

function originOf(facts: SessionFacts | FederationTokenFacts): SessionOrigin {
  if (facts.kind === 'federation') return 'federation-token';
  return facts.chained ? 'chained-role' : 'role';
}

function signedInBy(sandbox: Sandbox, token: SigninToken): RoleSession | FederatedUserCaller | undefined {
  const now = sandbox.now().getTime();
  if (token.usableUntil < now || token.consoleUntil < now) return undefined;
  const facts = sandbox.tokens.open(token.sessionToken);
  const caller = facts === undefined ? undefined : sessionCaller(facts, sandbox.world);
  return caller?.kind === 'user' ? undefined : caller;
}

function openToken(sandbox: Sandbox, text: string): SigninToken | undefined {
  const value = sandbox.seal.open(Buffer.from(text, 'base64url').toString('base64')) as
    Partial<SigninToken> | undefined;
  return value?.purpose === 'signin' ? (value as SigninToken) : undefined;
}

function problem(message: string): WireReply {
  return { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${message}\n` };
}

function page(status: number, body: string): WireReply {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  };
  return { status, headers, body };
}
