import type { AnyRequestContract } from '@gatehouse/contracts';
import type { FastifyInstance } from 'fastify';
import { bindContracts } from '../api/bind-contracts.js';
import { openApiOf } from '../api/openapi.js';
import { bindConsoleMeRoutes } from '../consoleme/consoleme-routes.js';
import { bindSearchRoutes } from '../consoleme/search-routes.js';
import { bindSessionRoutes } from '../sessions/session-routes.js';
import type { Edge, EdgeSettings } from './edge.js';
import { Guards } from './guards.js';
import { ownOriginsOf } from './origin.rules.js';
import { requestLimitOf } from './request-limits.js';

/** Every route of the edge, each behind its guard. */
export async function bindRoutes(
  server: FastifyInstance,
  contracts: readonly AnyRequestContract[],
  edge: Edge,
  settings: EdgeSettings,
): Promise<void> {
  const { person, address } = settings.requestsPerMinute;
  const guards = new Guards({
    ownOrigins: ownOriginsOf(settings.publicUrl),
    limit: await requestLimitOf(server, { perPerson: person, perAddress: address, redis: settings.redis }),
    actorTokens: edge.actorTokens,
  });
  const description = openApiOf(contracts);
  server.get('/api/docs', { onRequest: guards.anyone }, () => description);
  bindContracts(server, contracts, edge, guards.signedIn);
  bindSessionRoutes(server, edge, guards.anyone);
  bindConsoleMeRoutes(server, edge, guards.consoleMeClient);
  bindSearchRoutes(server, edge, guards.consoleMeClient);
}
