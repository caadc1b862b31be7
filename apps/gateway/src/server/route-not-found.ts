import { ContractFailure } from '@gatehouse/contracts';
import type { FastifyRequest } from 'fastify';

/** The failure of a path or method that nobody answers. */
export function routeNotFound(request: FastifyRequest): ContractFailure {
  const path = request.url.split('?')[0]?.slice(0, 200) ?? '';
  return new ContractFailure({
    code: 'not_found',
    reason: 'ROUTE_UNKNOWN',
    message: `There is no ${request.method} ${path} here. GET /api/docs describes what there is.`,
  });
}
