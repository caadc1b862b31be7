import { STSClient } from '@aws-sdk/client-sts';
import type { AwsEstate } from '../estate/aws-estate.js';
import { ConfigurationProblem } from '../estate/gatehouse-file.js';
import { CallRates } from './call-rates.js';
import { AwsConnections } from './connections.js';
import { LeastRecentlyUsed } from './least-recently-used.js';
import { SDK_LOGGER, type SdkLogger } from './sdk-logger.js';
import { SpokeSessions, type SpokeCredentials } from './spoke-sessions.js';
import { TokenBucket } from './token-bucket.js';
import { userAgent } from './user-agent.js';

/** The part of an SDK client's configuration that is decided here. */
export interface AwsClientConfig {
  readonly region: string;
  readonly credentials: () => Promise<SpokeCredentials>;
  readonly retryMode: string;
  readonly maxAttempts: number;
  readonly customUserAgent: [string, string][];
  readonly logger: SdkLogger;
  readonly requestHandler: ReturnType<AwsConnections['handlerOptions']>;
}

/** Any SDK client, e.g. `IAMClient`. */
export type AwsClientClass<T> = new (config: AwsClientConfig) => T;

/** The same, with the credentials of the SDK's default chain: the hub role's. */
type HubClientClass<T> = new (config: Omit<AwsClientConfig, 'credentials'>) => T;

/** Where a client works. */
export interface AwsTarget {
  readonly accountId: string;
  /** The estate's first region by default. */
  readonly region?: string;
  /** A client slows down when AWS throttles it; those of another lane do not. */
  readonly lane?: string;
}

interface AnyClient {
  readonly config: { readonly serviceId?: string };
  readonly middlewareStack: object;
}

const CLIENTS_KEPT = 500;
/** Tries of one call, with exponential back-off and full jitter between them; throttling also slows the client down. */
const TRIES = 6;
/** Readers wait for pages of several megabytes; nobody waits for the readers. */
const TIME_LIMITS = { connectMs: 3_000, answerMs: 60_000 };
const STS_TIME_LIMITS = { connectMs: 3_000, answerMs: 10_000 };
const LONGEST_WAIT_FOR_STS_MS = 120_000;

/**
 * Clients for reading accounts through the spoke role, one per (service, account, region), bounded in number. Where
 * AWS is follows the SDK's own rules (`AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`, profiles); as whom the hub
 * goes there is the SDK's default credential chain.
 */
export class AwsClients {
  readonly #connections = new AwsConnections();
  readonly #clients = new LeastRecentlyUsed<string, AnyClient>(CLIENTS_KEPT);
  readonly #rates: CallRates;
  readonly #sessions: SpokeSessions;
  readonly #sts: STSClient;

  /** `sessionName` shows in the accounts' CloudTrail. Throws `ConfigurationProblem` without a `reader`. */
  constructor(
    private readonly estate: AwsEstate,
    sessionName: string,
  ) {
    const { reader } = estate;
    if (reader === undefined) {
      throw new ConfigurationProblem('aws.reader.spokeRoleName must name the role to read accounts with.');
    }
    this.#rates = new CallRates(estate.rateLimits);
    this.#sts = new STSClient({
      region: estate.region,
      retryMode: 'standard',
      maxAttempts: TRIES,
      customUserAgent: userAgent(),
      logger: SDK_LOGGER,
      requestHandler: this.#connections.handlerOptions(STS_TIME_LIMITS),
    });
    this.#sessions = new SpokeSessions(
      this.#sts,
      { partition: estate.partition, roleName: reader.spokeRoleName, externalId: reader.externalId, sessionName },
      new TokenBucket({ ratePerSecond: estate.sts.refreshPerSecond, longestWaitMs: LONGEST_WAIT_FOR_STS_MS }),
    );
  }

  /** The client of a service in an account and region, made on first use. */
  for<T extends AnyClient>(
    service: AwsClientClass<T>,
    { accountId, region = this.estate.region, lane = '' }: AwsTarget,
  ): T {
    const client = this.#clients.getOrMake(`${service.name} ${accountId} ${region} ${lane}`, () => {
      const made = new service({
        region,
        credentials: () => this.#sessions.credentialsFor(accountId),
        retryMode: 'adaptive',
        maxAttempts: TRIES,
        customUserAgent: userAgent(),
        logger: SDK_LOGGER,
        requestHandler: this.#connections.handlerOptions(TIME_LIMITS),
      });
      this.#rates.applyTo(made, accountId, (made.config.serviceId ?? service.name).toLowerCase());
      return made;
    });
    return client as T;
  }

  /** A client as the hub role itself, in its own account; the caller makes it once and keeps it. Nothing limits its rate. */
  forHub<T extends AnyClient>(service: HubClientClass<T>, region: string): T {
    return new service({
      region,
      retryMode: 'standard',
      maxAttempts: TRIES,
      customUserAgent: userAgent(),
      logger: SDK_LOGGER,
      requestHandler: this.#connections.handlerOptions(TIME_LIMITS),
    });
  }

  /** Ends the connections; calls under way fail. */
  close(): void {
    this.#connections.close();
  }
}
