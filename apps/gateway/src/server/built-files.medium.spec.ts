import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BuiltFiles } from './built-files.js';

const SCRIPT = 'console.log("hello");\n'.repeat(500);
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-built-'));
let server: Server;

beforeAll(async () => {
  mkdirSync(join(folder, 'static', 'chunks'), { recursive: true });
  writeFileSync(join(folder, 'static', 'chunks', 'a.js'), SCRIPT);
  writeFileSync(join(folder, 'static', 'chunks', 'a.css'), 'a { color: red }');
  writeFileSync(join(folder, 'static', 'chunks', 'a.woff2'), 'font');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  const files = new BuiltFiles(join(folder, 'static'));
  server = createServer((message, response) => {
    response.setHeader('X-Request-Id', 'kept');
    void files.answer(message, response).then((answered) => {
      if (!answered) response.writeHead(418).end('not ours');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, headers: Record<string, string> = { 'accept-encoding': 'gzip, br' }, method = 'GET') {
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, path, headers, method }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

describe(BuiltFiles, () => {
  it('sends a script compressed, for ever, beside the headers that are there', async () => {
    const { status, headers, body } = await ask('/_next/static/chunks/a.js');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/javascript; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-request-id': 'kept',
    });
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  });

  it('sends a style sheet to who knows gzip alone, and only its head to who asks for that', async () => {
    const { headers, body } = await ask('/_next/static/chunks/a.css?v=1', { 'accept-encoding': 'gzip' });
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    expect(gunzipSync(body).toString()).toBe('a { color: red }');
    const head = await ask('/_next/static/chunks/a.css', { 'accept-encoding': 'gzip' }, 'HEAD');
    expect(head.body).toHaveLength(0);
    expect(Number(head.headers['content-length'])).toBe(body.length);
  });

  it.each([
    ['a file that the build lacks', '/_next/static/chunks/b.js', {}],
    ['a file outside of it', '/_next/static/../secret.js', {}],
    ['a file outside of it, in disguise', '/_next/static/%2e%2e/secret.js', {}],
    ['a page', '/accounts', {}],
    ['what is compressed already', '/_next/static/chunks/a.woff2', {}],
    ['who takes nothing compressed', '/_next/static/chunks/a.js', { 'accept-encoding': 'identity' }],
    ['a part of a file', '/_next/static/chunks/a.js', { 'accept-encoding': 'br', range: 'bytes=0-9' }],
  ])('leaves %s to others', async (_what, path, headers) => {
    expect((await ask(path, { 'accept-encoding': 'br', ...headers })).status).toBe(418);
  });

  it('leaves other methods to others', async () => {
    expect((await ask('/_next/static/chunks/a.js', { 'accept-encoding': 'br' }, 'POST')).status).toBe(418);
  });
});
