import { GetCallerIdentityCommand, STSClient, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { Secret } from '@gatehouse/contracts';
import { awsProblemOf } from '../clients/aws-problem.js';
import { AwsConnections } from '../clients/connections.js';
import { LeastRecentlyUsed } from '../clients/least-recently-used.js';
import { SDK_LOGGER } from '../clients/sdk-logger.js';
import { TokenBucket } from '../clients/token-bucket.js';
import { userAgent } from '../clients/user-agent.js';
import type { AwsEstate } from '../estate/aws-estate.js';
import {
  RoleSessionFailure,
  RoleSessions,
  type Attribution,
  type Hub,
  type RoleSession,
  type RoleSessionOrder,
} from './role-sessions.js';
import { AssumeRoleInTime, takeShortWay } from './assume-role-short-way.js';
import { hubOf, UNKNOWN_HUB } from './hub.js';

const TIME_LIMITS = { connectMs: 2_000, answerMs: 4_000 };
/** Everything together must end before the person's request does (10 s). */
const WHOLE_CALL_MS = 8_000;
/** Who we are is asked on a person's time, so not for long, and not again at once when nobody answers. */
const ASK_HUB_MS = 2_000;
const ASK_HUB_AGAIN_MS = 30_000;
const TRIES = 3;
/** A person would rather hear "too many at the moment" than wait longer for a turn. */
const LONGEST_WAIT_MS = 3_000;
/** How long a trust policy that refused SourceIdentity and tags is not asked for them again. */
const NAME_ONLY_MS = 10 * 60_000;
const NAME_ONLY_ROLES_KEPT = 10_000;

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Role sessions from AWS STS, with the hub's own credentials from the SDK's default chain. */
export class StsRoleSessions extends RoleSessions {
  readonly #connections = new AwsConnections();
  readonly #sts: STSClient;
  readonly #bucket: TokenBucket;
  readonly #nameOnlyUntil = new LeastRecentlyUsed<string, number>(NAME_ONLY_ROLES_KEPT);
  #hub: Promise<Hub | undefined> | undefined;
  #hubAskedAt = 0;

  constructor(
    private readonly estate: AwsEstate,
    private readonly now: () => number = Date.now,
  ) {
    super();
    this.#bucket = new TokenBucket({ ratePerSecond: estate.sts.peoplePerSecond, longestWaitMs: LONGEST_WAIT_MS });
    this.#sts = new STSClient({
      region: estate.region,
      retryMode: 'standard',
      maxAttempts: TRIES,
      customUserAgent: userAgent(),
      logger: SDK_LOGGER,
      requestHandler: this.#connections.handlerOptions(TIME_LIMITS),
      cacheMiddleware: true,
    });
    takeShortWay(this.#sts);
  }

  override async assume(order: RoleSessionOrder): Promise<RoleSession> {
    if (this.isNameOnly(order.roleArn)) return this.assumeAs(order, 'name-only');
    try {
      return await this.assumeAs(order, 'full');
    } catch (failure) {
      if (!this.mayDoWithout(failure)) throw failure;
      const session = await this.assumeAs(order, 'name-only');
      this.#nameOnlyUntil.set(order.roleArn, this.now() + NAME_ONLY_MS);
      return session;
    }
  }

  override async hub(): Promise<Hub> {
    this.#hub ??= this.askWhoWeAre();
    const hub = await this.#hub;
    if (hub === undefined && this.now() - this.#hubAskedAt > ASK_HUB_AGAIN_MS) this.#hub = undefined;
    return hub ?? UNKNOWN_HUB;
  }

  override async endpointUrl(): Promise<string | null> {
    // The SDK resolves AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and profiles itself; this is its own answer.
    const { serviceConfiguredEndpoint } = this.#sts.config as {
      serviceConfiguredEndpoint?: () => Promise<string | undefined>;
    };
    return (await serviceConfiguredEndpoint?.()) ?? null;
  }

  /** Ends the connections; calls under way fail. */
  close(): void {
    this.#connections.close();
  }

  private isNameOnly(roleArn: string): boolean {
    return (this.#nameOnlyUntil.get(roleArn) ?? 0) > this.now();
  }

  private mayDoWithout(failure: unknown): boolean {
    const denied = failure instanceof RoleSessionFailure && failure.problem.kind === 'denied';
    return denied && this.estate.sessions.attribution === 'prefer';
  }

  private async assumeAs(order: RoleSessionOrder, attribution: Attribution): Promise<RoleSession> {
    // Not `AbortSignal.timeout`: those of calls that were answered long ago would fire as well.
    const late = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.#bucket.take();
      timer = setTimeout(() => late.abort(new TimeoutError('STS took too long.')), WHOLE_CALL_MS);
      const command = new AssumeRoleInTime(inputOf(order, attribution), late.signal);
      const { Credentials, $metadata } = await this.#sts.send(command);
      if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
        throw new Error('STS answered without credentials.');
      }
      return {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: new Secret(Credentials.SecretAccessKey),
        sessionToken: new Secret(Credentials.SessionToken),
        expiresAt: Credentials.Expiration ?? new Date(this.now() + order.durationSeconds * 1_000),
        attribution,
        awsRequestId: $metadata.requestId ?? null,
      };
    } catch (error) {
      throw new RoleSessionFailure(awsProblemOf(error), { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  private async askWhoWeAre(): Promise<Hub | undefined> {
    this.#hubAskedAt = this.now();
    try {
      const { Arn = '' } = await this.#sts.send(new GetCallerIdentityCommand({}), {
        abortSignal: AbortSignal.timeout(ASK_HUB_MS),
      });
      return hubOf(Arn);
    } catch {
      return undefined;
    }
  }
}

function inputOf(order: RoleSessionOrder, attribution: Attribution): AssumeRoleCommandInput {
  const plain: AssumeRoleCommandInput = {
    RoleArn: order.roleArn,
    RoleSessionName: order.sessionName,
    DurationSeconds: order.durationSeconds,
    ...(order.sessionPolicy !== undefined && { Policy: order.sessionPolicy }),
  };
  if (attribution === 'name-only') return plain;
  return {
    ...plain,
    SourceIdentity: order.sessionName,
    Tags: Object.entries(order.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
