import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { parseJsonBody } from '../api/json-body.js';
import { answerFailure } from './answer-failure.js';
import { ownerOf, withOneLeadingSlash } from './api-paths.rules.js';
import type { Edge, EdgeSettings } from './edge.js';
import { decorateRequests } from './request-context.js';
import { routeNotFound } from './route-not-found.js';
import { answerWithSecurity } from './answer-with-security.js';
import { logRequests } from './log-requests.js';

const BODY_LIMIT_BYTES = 65_536;
/** An ARN has up to 2,048 characters, each of which may come as three. */
const LONGEST_PATH_PART = 6_144;
const REQUEST_ID = /^[\w.:-]{8,128}$/;

/** The HTTP server without its routes: limits, the form of failures, security headers, the log, the way to the portal. */
export function createServer(edge: Edge, settings: EdgeSettings): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    routerOptions: { maxParamLength: LONGEST_PATH_PART },
    rewriteUrl: ({ url }) => withOneLeadingSlash(url ?? '/'),
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    // A request that arrives while the server stops is answered like any other; only its connection is not kept.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    keepAliveTimeout: 72_000,
    requestTimeout: 30_000,
    frameworkErrors: (error, request, reply) => {
      void answerFailure(error, request, reply, edge.log);
    },
  });
  decorateRequests(server);
  answerWithSecurity(server, edge, settings);
  logRequests(server, edge.log);
  takeJsonOnly(server);
  server.setErrorHandler((error, request, reply) => answerFailure(error, request, reply, edge.log));
  server.setNotFoundHandler((request, reply) => answerFailure(routeNotFound(request), request, reply, edge.log));
  return server;
}

function takeJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body as string));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  // Clients of ConsoleMe may send JSON under any name; everybody else is told what is taken.
  server.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    try {
      if (ownerOf(request.url) !== 'consoleme' && (body as string) !== '') throw mediaTypeRefused();
      done(null, parseJsonBody(body as string));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}

function mediaTypeRefused(): Error {
  return Object.assign(new Error('Unsupported media type'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' });
}
