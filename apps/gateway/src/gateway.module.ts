import { fileURLToPath } from 'node:url';
import { Module } from '@nestjs/common';
import { ActorVerifier, ServiceClient, ServiceIdentity } from '@gatehouse/messaging';
import { Clock, Hearing, PlatformConfig } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { gatewayConfig, publicUrlOf, type GatewayConfig } from './gateway.config.js';
import { gateway } from './gateway.manifest.js';
import { HttpEdge } from './server/http-edge.js';
import { NextPortalPages, NoPortalPages } from './server/next-portal-pages.js';
import type { PortalPages } from './server/portal-pages.js';
import { connectRateLimitRedis } from './server/rate-limit-redis.js';
import { ActorTokens } from './sessions/actor-tokens.js';
import { EndedSessions } from './sessions/ended-sessions.js';

/** The same from `src/` and from `dist/`: the portal is built where its sources are. */
const PORTAL_FOLDER = fileURLToPath(new URL('../src/portal', import.meta.url));
const PORTAL_PAGES = Symbol('PORTAL_PAGES');

@Module({
  providers: [
    {
      provide: ActorTokens,
      inject: [ServiceClient, ServiceIdentity, ActorVerifier, Clock],
      useFactory: (services: ServiceClient, identity: ServiceIdentity, verifier: ActorVerifier, clock: Clock) =>
        new ActorTokens({ services, identity, verifier, now: () => clock.now() }),
    },
    {
      provide: EndedSessions,
      inject: [Hearing, ActorTokens],
      useFactory: (hearing: Hearing, actorTokens: ActorTokens) => new EndedSessions(hearing, actorTokens),
    },
    {
      provide: PORTAL_PAGES,
      inject: [gatewayConfig.token],
      useFactory: (config: GatewayConfig): PortalPages =>
        config.GATEHOUSE_PORTAL === 'none'
          ? new NoPortalPages()
          : new NextPortalPages({
              folder: PORTAL_FOLDER,
              development: config.GATEHOUSE_PORTAL === 'development',
              publicUrl: publicUrlOf(config),
            }),
    },
    {
      provide: HttpEdge,
      inject: [gatewayConfig.token, PlatformConfig, Logger, ServiceClient, ServiceIdentity, ActorTokens, PORTAL_PAGES],
      // eslint-disable-next-line max-params -- Nest passes what is injected one by one
      useFactory: (
        config: GatewayConfig,
        { redisUrl }: PlatformConfig,
        log: Logger,
        services: ServiceClient,
        identity: ServiceIdentity,
        actorTokens: ActorTokens,
        pages: PortalPages,
      ) =>
        new HttpEdge(
          gateway.calls,
          { services, identity, actorTokens, pages, log },
          {
            host: config.GATEHOUSE_HOST,
            port: config.GATEHOUSE_PORT,
            publicUrl: publicUrlOf(config),
            development: config.GATEHOUSE_PORTAL === 'development',
            trustedProxies: config.GATEHOUSE_TRUSTED_PROXIES,
            requestsPerMinute: {
              person: config.GATEHOUSE_PERSON_REQUESTS_PER_MINUTE,
              address: config.GATEHOUSE_ADDRESS_REQUESTS_PER_MINUTE,
            },
            redis: redisUrl && connectRateLimitRedis(redisUrl, log),
            drainSeconds: config.GATEHOUSE_DRAIN_SECONDS,
          },
        ),
    },
  ],
})
export class GatewayModule {}
