import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire, its body complete. */
export interface WireRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly path: string;
  /** Decoded query parameters in the order sent. */
  readonly query: ReadonlyArray<readonly [string, string]>;
  /** Lower-case names; repeated headers joined by commas. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  readonly sourceIp: string;
}

/** What goes back over the wire. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The first value of a query parameter. */
export function queryValue(request: Pick<WireRequest, 'query'>, name: string): string | undefined {
  return request.query.find(([key]) => key === name)?.[1];
}

/** One header as text; node joins repeated ones except for the few it keeps as lists. */
export function headerValue(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** Splits `a=1&b=2`, decoding each part once; broken escapes stay as they are. */
export function parseQuery(text: string, plusIsSpace: boolean): ReadonlyArray<readonly [string, string]> {
  if (text === '') return [];
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decode(name, plusIsSpace), decode(value, plusIsSpace)] as const;
    });
}

/** The parameters of a query-protocol call: those of the URL, then those of the form. */
export function formParameters(request: WireRequest): WireRequest['query'] {
  const type = headerValue(request, 'content-type') ?? '';
  if (request.body.byteLength === 0 || !type.startsWith('application/x-www-form-urlencoded')) return request.query;
  const form = parseQuery(Buffer.from(request.body).toString('utf8'), true);
  return request.query.length === 0 ? form : [...request.query, ...form];
}

function decode(text: string, plusIsSpace: boolean): string {
  const spaced = plusIsSpace && text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
