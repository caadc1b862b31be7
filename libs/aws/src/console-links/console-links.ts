import { Secret } from '@gatehouse/contracts';
import type { AwsEstate } from '../estate/aws-estate.js';
import { PARTITIONS } from '../partition/partition.js';
import type { RoleSession } from '../role-sessions/role-sessions.js';
import type { ConsolePlace } from './console-destination.js';

/** The federation endpoint gave no sign-in token; `status` is its HTTP status, null when it did not answer. */
export class ConsoleLinkFailure extends Error {
  override readonly name = 'ConsoleLinkFailure';

  constructor(
    message: string,
    readonly status: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Turns role sessions into sign-in links of the AWS console. */
export abstract class ConsoleLinks {
  /** By which a destination is judged (`decideDestination`). */
  abstract readonly place: ConsolePlace;

  /** A link that opens the console at the destination, for 15 minutes. Rejects with `ConsoleLinkFailure`. */
  abstract signInUrl(session: RoleSession, destination: string): Promise<Secret>;
}

const TIME_LIMIT_MS = 6_000;
/** A sign-in token has some hundreds of characters. */
const LONGEST_ANSWER = 64 * 1_024;

/** Links from AWS's federation endpoint. Source: "Enable custom identity broker access", IAM user guide. */
export class FederationConsoleLinks extends ConsoleLinks {
  override readonly place: ConsolePlace;
  readonly #federationUrl: string;

  constructor(private readonly estate: AwsEstate) {
    super();
    const facts = PARTITIONS[estate.partition];
    this.place = { partition: estate.partition, consoleUrl: estate.console.consoleUrl ?? facts.consoleUrl };
    this.#federationUrl = estate.console.federationUrl ?? facts.federationUrl;
  }

  override async signInUrl(session: RoleSession, destination: string): Promise<Secret> {
    const token = await this.signInToken(session);
    const url = new URL(this.#federationUrl);
    url.searchParams.set('Action', 'login');
    if (this.estate.console.issuer !== undefined) url.searchParams.set('Issuer', this.estate.console.issuer);
    url.searchParams.set('Destination', destination);
    url.searchParams.set('SigninToken', token);
    return new Secret(url.href);
  }

  /** Posted, so that the keys are in no URL, and thereby in nobody's access log. */
  private async signInToken(session: RoleSession): Promise<string> {
    const response = await this.post(
      new URLSearchParams({
        Action: 'getSigninToken',
        Session: JSON.stringify({
          sessionId: session.accessKeyId,
          sessionKey: session.secretAccessKey.reveal(),
          sessionToken: session.sessionToken.reveal(),
        }),
      }),
    );
    const text = (await response.text()).slice(0, LONGEST_ANSWER);
    if (!response.ok) {
      throw new ConsoleLinkFailure(`The federation endpoint answered ${response.status}.`, response.status);
    }
    return tokenIn(text);
  }

  private async post(body: URLSearchParams): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(TIME_LIMIT_MS);
      return await fetch(this.#federationUrl, { method: 'POST', body, signal, redirect: 'error' });
    } catch (error) {
      throw new ConsoleLinkFailure('The federation endpoint does not answer.', null, { cause: error });
    }
  }
}

function tokenIn(text: string): string {
  try {
    const { SigninToken } = JSON.parse(text) as { SigninToken?: unknown };
    if (typeof SigninToken === 'string' && SigninToken !== '') return SigninToken;
  } catch {
    // Told below: an answer that is not JSON holds no token either.
  }
  throw new ConsoleLinkFailure('The federation endpoint answered without a sign-in token.', 200);
}
