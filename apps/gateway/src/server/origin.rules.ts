/** What a browser says of where a request comes from. */
export interface RequestOrigin {
  readonly method: string;
  /** `Origin`, absent on most reads and from programs that are no browsers. */
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: `same-origin`, `same-site`, `cross-site`, `none`. */
  readonly fetchSite: string | undefined;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that changes something must say that it comes from our own pages. The cookie alone proves nothing: the
 * browser adds it for anybody who makes it send a request. A missing `Origin` is refused as well: every current browser
 * sends it with every unsafe request, and a script can.
 */
export function comesFromUs(request: RequestOrigin, ownOrigins: ReadonlySet<string>): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  if (request.fetchSite !== undefined && request.fetchSite !== 'same-origin') return false;
  return request.origin !== undefined && ownOrigins.has(request.origin);
}

/**
 * For the ConsoleMe-compatible routes, whose command-line clients send neither header: what says that it comes from
 * elsewhere is refused, what says nothing is not.
 */
export function comesFromElsewhere(request: RequestOrigin, ownOrigins: ReadonlySet<string>): boolean {
  if (request.fetchSite === 'cross-site' || request.fetchSite === 'same-site') return true;
  return request.origin !== undefined && !ownOrigins.has(request.origin);
}

/** The origins that are us: the public address, and on loopback both of its names. */
export function ownOriginsOf(publicUrl: URL): ReadonlySet<string> {
  const origins = new Set([publicUrl.origin]);
  for (const [name, otherName] of [
    ['127.0.0.1', 'localhost'],
    ['localhost', '127.0.0.1'],
  ] as const) {
    if (publicUrl.hostname !== name) continue;
    const other = new URL(publicUrl);
    other.hostname = otherName;
    origins.add(other.origin);
  }
  return origins;
}
