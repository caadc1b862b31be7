import type { Failure } from '@gatehouse/contracts';
import { currentTraceId, type Logger } from '@gatehouse/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../api/problem.rules.js';
import { consoleMeErrorOf } from '../consoleme/consoleme-error.rules.js';
import { endCookie, hasSessionCookie } from '../sessions/session-cookie.rules.js';
import { ownerOf } from './api-paths.rules.js';
import { discardBody } from './discard-body.js';
import { failureOfError } from './failure-of-error.js';

const RETRY_AFTER_SECONDS = '1';

/** Answers an error in the form that the path's clients read, and logs it when it is our bug. */
export async function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): Promise<FastifyReply> {
  const failure = failureOfError(error);
  request.failureReason = failure.reason;
  if (failure.code === 'internal') {
    const { id: requestId } = request;
    log.error({ error, reason: failure.reason, route: request.routeOptions?.url, requestId }, 'Request failed.');
  }
  if (failure.reason === 'BODY_TOO_LARGE') await discardBody(request.raw);
  if (failure.code === 'unavailable') reply.header('Retry-After', RETRY_AFTER_SECONDS);
  return ownerOf(request.url) === 'consoleme'
    ? answerConsoleMe(failure, request, reply)
    : answerProblem(failure, request, reply);
}

function answerConsoleMe(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = consoleMeErrorOf(failure, {
    requestId: traceIdOf(request),
    ...(request.requestedRole !== undefined && { requestedRole: request.requestedRole }),
  });
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

function answerProblem(failure: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A cookie of a session that is over is of no use to anybody.
  if (failure.code === 'unauthenticated' && hasSessionCookie(request.headers.cookie)) {
    reply.header('Set-Cookie', endCookie());
  }
  const problem = problemOf(failure, traceIdOf(request));
  // Serialised here: for other content types than plain JSON the server wants text.
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

function traceIdOf(request: FastifyRequest): string {
  return currentTraceId() ?? request.id;
}
