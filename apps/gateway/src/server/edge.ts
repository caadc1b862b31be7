import type { ServiceClient, ServiceIdentity } from '@gatehouse/messaging';
import type { Logger } from '@gatehouse/telemetry';
import type { Redis } from 'ioredis';
import type { ActorTokens } from '../sessions/actor-tokens.js';
import type { PortalPages } from './portal-pages.js';

/** How the edge is reached and how much it lets through. */
export interface EdgeSettings {
  /** The public address; its scheme decides about https-only headers. */
  readonly publicUrl: URL;
  /** True when the portal is compiled as it is asked for, which needs a wider policy. */
  readonly development: boolean;
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: { readonly person: number; readonly address: number };
  readonly redis: Redis | undefined;
}

/** Everything that the routes of the edge need. */
export interface Edge {
  readonly services: Pick<ServiceClient, 'call'>;
  readonly identity: Pick<ServiceIdentity, 'actor'>;
  readonly actorTokens: ActorTokens;
  readonly pages: PortalPages;
  readonly log: Logger;
}
