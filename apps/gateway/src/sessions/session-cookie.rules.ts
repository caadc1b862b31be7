/**
 * `__Host-`: the browser takes it only with Secure, Path=/ and no Domain, so that no other host, subdomain or plain-http
 * page can plant one. Chromium and Firefox accept it on http://127.0.0.1 and http://localhost too, which they trust.
 */
export const SESSION_COOKIE = '__Host-gatehouse-session';

/** Where the command-line clients of ConsoleMe carry their session. Only read, and only on their routes. */
export const CONSOLEME_COOKIE = 'consoleme_auth';

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** What a session token looks like: 256 bits, base64url. Anything else is not worth asking about. */
const SESSION_TOKEN = /^[\w-]{43}$/;

/** The `Set-Cookie` that starts a session. */
export function startCookie(sessionToken: string, expiresAt: Date): string {
  return `${SESSION_COOKIE}=${sessionToken}; ${ATTRIBUTES}; Expires=${expiresAt.toUTCString()}`;
}

/** The `Set-Cookie` that ends it. */
export function endCookie(): string {
  return `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;
}

/** The session token of a `Cookie` header; undefined when there is none or it cannot be one. */
export function sessionTokenIn(
  header: string | undefined,
  names: readonly string[] = [SESSION_COOKIE],
): string | undefined {
  if (!header) return undefined;
  for (const name of names) {
    const value = valueOf(header, name);
    if (value !== undefined) return SESSION_TOKEN.test(value) ? value : undefined;
  }
  return undefined;
}

/** True when the header has a session cookie, whatever it holds: a session that was, perhaps. */
export function hasSessionCookie(header: string | undefined, names: readonly string[] = [SESSION_COOKIE]): boolean {
  return header !== undefined && names.some((name) => valueOf(header, name) !== undefined);
}

function valueOf(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
