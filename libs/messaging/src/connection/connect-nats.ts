import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { Secret } from '@gatehouse/contracts';

export interface NatsOptions {
  /** `nats://host:port`, several separated by commas. */
  readonly url: string;
  /** Shown in the server's list of connections: the service's name. */
  readonly name: string;
  /** The nkey user's seed (`SU…`); without it the connection is anonymous, which only servers without users allow. */
  readonly seed?: Secret | undefined;
  /** Where replies arrive; default `_INBOX.<name>`, which is all that the service's permissions allow. */
  readonly inboxPrefix?: string;
  /** How long the first connection may take, in milliseconds; default 10,000. */
  readonly timeoutMilliseconds?: number;
}

/** Subject prefix under which replies to this service arrive. */
export function inboxPrefixOf(name: string): string {
  return `_INBOX.${name}`;
}

/**
 * Opens the one NATS connection of a process. It reconnects for ever once it was open; a first connection that fails
 * throws an error that names the server and the likely cause.
 */
export async function connectNats(options: NatsOptions): Promise<NatsConnection> {
  const { seed } = options;
  try {
    return await connect({
      servers: options.url.split(',').map((url) => url.trim()),
      name: options.name,
      inboxPrefix: options.inboxPrefix ?? inboxPrefixOf(options.name),
      timeout: options.timeoutMilliseconds ?? 10_000,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 250,
      pingInterval: 20_000,
      // Stack traces across await cost about as much as the request itself.
      noAsyncTraces: true,
      ...(seed && { authenticator: nkeyAuthenticator(() => new TextEncoder().encode(seed.reveal().trim())) }),
    });
  } catch (cause) {
    throw new Error(`Cannot connect to NATS at ${hostsOf(options.url)} as ${options.name}: ${hintFor(cause)}`, {
      cause,
    });
  }
}

function hintFor(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (/authorization/i.test(text)) return `${text}. Does the seed file belong to a user of this server?`;
  return `${text}. Is nats-server running there, and is GATEHOUSE_NATS_URL right?`;
}

/** URLs may carry a password, so only their hosts are shown. */
function hostsOf(urls: string): string {
  return urls
    .split(',')
    .map((url) => url.replace(/^.*@|^[a-z]+:\/\//i, ''))
    .join(', ');
}
