import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Time limits of one try of a call, in milliseconds. */
export interface CallTimeLimits {
  readonly connectMs: number;
  readonly answerMs: number;
}

/** Sockets kept open towards AWS, shared by all clients of a process; per host. */
const SOCKETS_PER_HOST = 256;

/** The keep-alive connections that every client of a process shares. Close them when the process ends. */
export class AwsConnections {
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: SOCKETS_PER_HOST, noDelay: true });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS_PER_HOST, noDelay: true });

  /** Options for a client's `requestHandler`; a try that takes longer than its limits ends with `TimeoutError`. */
  handlerOptions(limits: CallTimeLimits) {
    return {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.answerMs,
      throwOnRequestTimeout: true,
      httpAgent: this.#http,
      httpsAgent: this.#https,
    };
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
