import { Server as NetServer } from 'node:net';
import { setImmediate as afterPoll, setTimeout as pause } from 'node:timers/promises';
import type { AnyRequestContract } from '@gatehouse/contracts';
import type { FastifyInstance } from 'fastify';
import { bindRoutes } from './bind-routes.js';
import { createServer } from './create-server.js';
import type { Edge, EdgeSettings } from './edge.js';

/** Where the edge listens, and how it stops. */
export interface HttpEdgeSettings extends EdgeSettings {
  readonly host: string;
  readonly port: number;
  readonly drainSeconds: number;
}

/** What still runs after this long is cut off. */
const STOP_MILLISECONDS = 10_000;
const SWEEP_MILLISECONDS = 50;
/** A connection that was made before nothing new was taken has this long to say what it wants. */
const FIRST_WORD_MILLISECONDS = 500;

/** The HTTP server of the process, from its first request to its last. */
export class HttpEdge {
  readonly #contracts: readonly AnyRequestContract[];
  readonly #edge: Edge;
  readonly #settings: HttpEdgeSettings;
  #server: FastifyInstance | undefined;

  constructor(contracts: readonly AnyRequestContract[], edge: Edge, settings: HttpEdgeSettings) {
    this.#contracts = contracts;
    this.#edge = edge;
    this.#settings = settings;
  }

  /** Begins to take requests. Throws an error that says what to do when the port is taken. */
  async listen(): Promise<void> {
    const { host, port, publicUrl } = this.#settings;
    await this.#edge.pages.prepare();
    const server = createServer(this.#edge, this.#settings);
    await bindRoutes(server, this.#contracts, this.#edge, this.#settings);
    try {
      await server.listen({ host, port });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      throw new Error(`Port ${port} of ${host} is taken. Stop what uses it, or set GATEHOUSE_PORT to another.`, {
        cause: error,
      });
    }
    this.#server = server;
    this.#edge.log.info({ url: publicUrl.origin }, 'The edge takes requests.');
  }

  /**
   * Stops without losing a request: for a moment everything is still answered, with the request to connect anew
   * elsewhere; then nothing new is taken; then what runs is waited for.
   */
  async close(): Promise<void> {
    const server = this.#server;
    if (server) {
      server.draining = true;
      await pause(this.#settings.drainSeconds * 1_000);
      await stopServer(server);
    }
    await this.#edge.pages.close();
    this.#settings.redis?.disconnect();
  }
}

async function stopServer(server: FastifyInstance): Promise<void> {
  const { server: listener } = server;
  // As a plain TCP server first: an HTTP server that closes also cuts connections that were just made and have not
  // spoken yet, and their requests would be lost.
  // Right after the event loop has taken what was waiting, because what still waits then is reset by the system.
  await afterPoll();
  NetServer.prototype.close.call(listener);
  await pause(FIRST_WORD_MILLISECONDS);
  const cutOff = setTimeout(() => listener.closeAllConnections(), STOP_MILLISECONDS);
  // A connection whose answer was already on its way was not asked to close; it is closed when it becomes idle.
  const sweep = setInterval(() => listener.closeIdleConnections(), SWEEP_MILLISECONDS);
  await server.close();
  clearTimeout(cutOff);
  clearInterval(sweep);
}
