import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ownerOf } from './api-paths.rules.js';
import type { Edge, EdgeSettings } from './edge.js';
import { API_CONTENT_SECURITY_POLICY, contentSecurityPolicy, securityHeaders } from './security-headers.rules.js';

const NONCE_BYTES = 16;

/** Puts the security headers on every answer, and hands pages to the portal. */
export function answerWithSecurity(server: FastifyInstance, edge: Edge, settings: EdgeSettings): void {
  const secure = settings.publicUrl.protocol === 'https:';
  const everywhere = securityHeaders(secure);
  const onApi = {
    ...everywhere,
    'Content-Security-Policy': API_CONTENT_SECURITY_POLICY,
    // Credentials travel in these answers: no cache may keep them.
    'Cache-Control': 'no-store',
  };

  server.addHook('onSend', (_request, reply, payload, done) => {
    if (server.draining) reply.header('Connection', 'close');
    done(null, payload);
  });

  server.addHook('onRequest', async (request, reply) => {
    if (ownerOf(request.url) !== 'portal') {
      reply.headers(onApi).header('X-Request-Id', request.id);
      return;
    }
    reply.hijack();
    const { raw: message } = request;
    const { raw: response } = reply;
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    const policy = contentSecurityPolicy({ nonce, secure, development: settings.development });
    // Next.js takes the nonce from the policy of the request and puts it on the scripts that it writes itself.
    message.headers['content-security-policy'] = policy;
    message.headers['x-nonce'] = nonce;
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Request-Id', request.id);
    for (const [name, value] of Object.entries(everywhere)) response.setHeader(name, value);
    if (server.draining) response.setHeader('Connection', 'close');
    try {
      await edge.pages.answer(message, response);
    } catch (error) {
      edge.log.error({ error, requestId: request.id }, 'A page failed.');
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('This page failed. Try again; if it stays, tell your administrators.\n');
    }
  });
}
