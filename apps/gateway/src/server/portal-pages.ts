import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whoever answers the requests that are not API. */
export interface PortalPages {
  /** Reads what was built; called once, before the first request. */
  prepare(): Promise<void>;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}
