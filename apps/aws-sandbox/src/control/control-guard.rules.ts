/** What a request says about where it comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

const LOCAL_NAMES = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Why a request is not answered, or undefined. Pages of other sites must neither read the control page, by a name of
 * theirs that leads to this machine, nor press its buttons.
 */
export function intrusion({ method, host = '', origin, fetchSite }: RequestOrigin): string | undefined {
  if (!LOCAL_NAMES.has(host.replace(/:\d+$/u, ''))) {
    return 'The control page answers under 127.0.0.1 and localhost only.';
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  const isOwn =
    origin === undefined ? fetchSite === undefined || fetchSite === 'same-origin' : origin === `http://${host}`;
  return isOwn ? undefined : 'Only the control page itself and programs on this machine may change something.';
}
