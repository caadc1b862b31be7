import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metricsText } from '@gatehouse/telemetry';
import type { HealthChecks } from './health-checks.js';

export interface HealthServerOptions {
  readonly host: string;
  readonly port: number;
  readonly checks: HealthChecks;
  /** False while the service boots and from the moment it begins to stop. */
  readonly isReady: () => boolean;
}

export interface HealthServer {
  /** `http://host:port`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves /healthz (the process answers), /readyz (every check passes) and /metrics (Prometheus' text format). */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/', options, response).catch(() => send(response, 500, 'text/plain', 'failed\n'));
  });
  server.requestTimeout = 5_000;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, { host, port }: HealthServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'the port is taken; set GATEHOUSE_HEALTH_PORT to another' : error.message;
      reject(new Error(`Cannot serve health on ${host}:${port}: ${why}.`, { cause: error }));
    });
    server.listen(port, host, () => resolve());
  });
}

async function answer(url: string, options: HealthServerOptions, response: ServerResponse): Promise<void> {
  switch (url.split('?')[0]) {
    case '/healthz':
      return send(response, 200, 'application/json', JSON.stringify({ ok: true }));
    case '/readyz':
      return answerReady(options, response);
    case '/metrics':
      return send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await metricsText());
    default:
      return send(response, 404, 'text/plain', 'There are /healthz, /readyz and /metrics here.\n');
  }
}

async function answerReady({ checks, isReady }: HealthServerOptions, response: ServerResponse): Promise<void> {
  const results = await checks.run();
  const ok = isReady() && results.every((result) => result.ok);
  send(response, ok ? 200 : 503, 'application/json', JSON.stringify({ ok, accepting: isReady(), checks: results }));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
