import { ContractFailure, platformFailure } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActorTokens } from '../sessions/actor-tokens.js';
import { CONSOLEME_COOKIE, SESSION_COOKIE, sessionTokenIn } from '../sessions/session-cookie.rules.js';
import { comesFromElsewhere, comesFromUs, type RequestOrigin } from './origin.rules.js';
import type { RequestLimit } from './request-limits.js';

/** What stands before a route. A guard that throws ends the request. */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** What the guards decide by. */
export interface GuardParts {
  readonly ownOrigins: ReadonlySet<string>;
  readonly limit: RequestLimit;
  readonly actorTokens: ActorTokens;
}

const BOTH_COOKIES = [SESSION_COOKIE, CONSOLEME_COOKIE];

/** The three ways in: with a session, before there is one, and for the clients of ConsoleMe. */
export class Guards {
  readonly #parts: GuardParts;

  constructor(parts: GuardParts) {
    this.#parts = parts;
  }

  /** The public API: our own pages or a script that says so, counted, and signed in. */
  readonly signedIn: Guard = async (request, reply) => {
    this.#refuseForeign(request);
    request.actor = await this.#actorOf(request, reply, sessionTokenIn(request.headers.cookie));
  };

  /** Signing in and out: our own pages, counted by address. */
  readonly anyone: Guard = async (request, reply) => {
    this.#refuseForeign(request);
    await this.#parts.limit(request, reply, undefined);
  };

  /** ConsoleMe's routes: command-line clients say nothing of their origin; what comes from another page is refused. */
  readonly consoleMeClient: Guard = async (request, reply) => {
    if (comesFromElsewhere(originOf(request), this.#parts.ownOrigins)) throw foreign(this.#parts.ownOrigins);
    request.actor = await this.#actorOf(request, reply, sessionTokenIn(request.headers.cookie, BOTH_COOKIES));
  };

  #refuseForeign(request: FastifyRequest): void {
    if (!comesFromUs(originOf(request), this.#parts.ownOrigins)) throw foreign(this.#parts.ownOrigins);
  }

  /** Counts before it asks anybody, so that a flood of made-up sessions stops here. */
  async #actorOf(
    request: FastifyRequest,
    reply: FastifyReply,
    sessionToken: string | undefined,
  ): Promise<VerifiedActor> {
    const held = sessionToken === undefined ? undefined : this.#parts.actorTokens.peek(sessionToken);
    await this.#parts.limit(request, reply, held?.id);
    if (held) return held;
    if (sessionToken === undefined) throw platformFailure('ACTOR_INVALID', 'You are not signed in. Sign in first.');
    return this.#parts.actorTokens.actorOf(sessionToken);
  }
}

function originOf(request: FastifyRequest): RequestOrigin {
  const { origin, 'sec-fetch-site': fetchSite } = request.headers;
  return { method: request.method, origin, fetchSite: Array.isArray(fetchSite) ? fetchSite.join() : fetchSite };
}

function foreign(ownOrigins: ReadonlySet<string>): ContractFailure {
  const [own] = ownOrigins;
  return new ContractFailure({
    code: 'permission_denied',
    reason: 'ORIGIN_REFUSED',
    message: `Requests that change something must come from our own pages; a script says so with the header Origin: ${own}.`,
  });
}
