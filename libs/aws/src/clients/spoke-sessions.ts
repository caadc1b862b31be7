import { AssumeRoleCommand, type Credentials, type STSClient } from '@aws-sdk/client-sts';
import { LeastRecentlyUsed } from './least-recently-used.js';
import type { TokenBucket } from './token-bucket.js';

/** Credentials as the SDK's clients take them. */
export interface SpokeCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The role that a hub role assumes in every account. */
export interface Spoke {
  readonly partition: string;
  readonly roleName: string;
  readonly externalId?: string | undefined;
  /** Shown in CloudTrail of the account: which service of ours it is. */
  readonly sessionName: string;
}

/** A session is replaced when less than this is left of it, in milliseconds. */
const REFRESH_BEFORE_MS = 5 * 60_000;
/** The longest that role chaining allows. */
const SESSION_SECONDS = 3_600;
const SESSIONS_KEPT = 10_000;

/** Sessions of the spoke role, one per account, kept until shortly before they end and made once at a time. */
export class SpokeSessions {
  readonly #sessions = new LeastRecentlyUsed<string, Promise<SpokeCredentials>>(SESSIONS_KEPT);

  constructor(
    private readonly sts: STSClient,
    private readonly spoke: Spoke,
    private readonly bucket: TokenBucket,
    private readonly now: () => number = Date.now,
  ) {}

  /** Credentials in the account. Rejects with the SDK's error when the spoke role cannot be assumed. */
  async credentialsFor(accountId: string): Promise<SpokeCredentials> {
    const known = this.#sessions.get(accountId);
    if (known !== undefined) {
      const session = await known.catch(() => undefined);
      if (session !== undefined && session.expiration.getTime() - this.now() > REFRESH_BEFORE_MS) return session;
      if (this.#sessions.get(accountId) !== known) return this.credentialsFor(accountId);
    }
    const asked = this.assume(accountId);
    this.#sessions.set(accountId, asked);
    asked.catch(() => {
      if (this.#sessions.get(accountId) === asked) this.#sessions.delete(accountId);
    });
    return asked;
  }

  private async assume(accountId: string): Promise<SpokeCredentials> {
    await this.bucket.take();
    const answer = await this.sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${this.spoke.partition}:iam::${accountId}:role/${this.spoke.roleName}`,
        RoleSessionName: this.spoke.sessionName,
        ExternalId: this.spoke.externalId,
        DurationSeconds: SESSION_SECONDS,
      }),
    );
    return spokeCredentialsOf(answer.Credentials);
  }
}

function spokeCredentialsOf(from: Credentials | undefined): SpokeCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = from ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new Error('STS answered without credentials.');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
