import type { FastifyRequest } from 'fastify';

/** Who asks, as the gateway sees it; goes into audit trails. */
export function clientOf(request: FastifyRequest): { ipAddress: string; userAgent: string } {
  return {
    ipAddress: request.ip.slice(0, 64),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 500),
  };
}
