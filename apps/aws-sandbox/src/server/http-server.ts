import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';

import { type WireReply, type WireRequest, headerValue, parseQuery } from '../protocol/wire.js';

/** AWS takes API calls of a megabyte and single uploads of 5 GB; one machine's memory is smaller. */
const MAX_API_BODY = 2 * 1024 * 1024;
const MAX_OBJECT_BODY = 64 * 1024 * 1024;

type Answer = (request: WireRequest) => Promise<WireReply>;

/** An HTTP server that hands complete requests to `answer` and writes back what it says. */
export function httpServer(answer: Answer): Server {
  const server = createServer({ maxHeaderSize: 64 * 1024, keepAliveTimeout: 65_000 }, (incoming, response) => {
    serve(incoming, response, answer).catch(() => {
      // The peer went away in the middle of the exchange: nobody is left to tell.
      response.destroy();
    });
  });
  server.requestTimeout = 120_000;
  return server;
}

async function serve(incoming: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const limit = isObjectUpload(incoming) ? MAX_OBJECT_BODY : MAX_API_BODY;
  if (Number(incoming.headers['content-length'] ?? 0) > limit) {
    send(response, tooLarge(limit), incoming.method);
    incoming.resume();
    return;
  }
  const body = await collect(incoming, limit);
  const reply = body === undefined ? tooLarge(limit) : await answer(wireRequest(incoming, body));
  send(response, reply, incoming.method);
}

function wireRequest(incoming: IncomingMessage, body: Uint8Array): WireRequest {
  const url = incoming.url ?? '/';
  const at = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? [] : parseQuery(url.slice(at + 1), false),
    headers: incoming.headers,
    body,
    sourceIp: (incoming.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/u, ''),
  };
}

function isObjectUpload(incoming: IncomingMessage): boolean {
  return incoming.method === 'PUT';
}

/** The whole body, or undefined as soon as it is longer than the limit; the rest then flows by unread. */
function collect(incoming: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= limit) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.once('end', () => {
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    incoming.once('error', reject);
    incoming.once('close', () => {
      reject(new Error('the connection was closed in the middle of a request'));
    });
  });
}

function send(response: ServerResponse, reply: WireReply, method: string | undefined): void {
  const bytes = typeof reply.body === 'string' ? Buffer.byteLength(reply.body) : reply.body.byteLength;
  const length = headerValue({ headers: reply.headers }, 'content-length') ?? String(bytes);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': length });
  response.end(method === 'HEAD' ? undefined : reply.body);
}

function tooLarge(limit: number): WireReply {
  const body = `<Error><Code>EntityTooLarge</Code><Message>The AWS sandbox takes bodies of up to ${String(limit)} bytes here.</Message></Error>`;
  return { status: 413, headers: { 'content-type': 'application/xml', connection: 'close' }, body };
}
