import { LeastRecentlyUsed } from './least-recently-used.js';
import { TokenBucket } from './token-bucket.js';

/** Calls a second per account where AWS documents no rate; well below what throttles. */
const USUAL_PER_SECOND = 10;

/** Longest that a call of a background reader waits for its turn, in milliseconds. */
const LONGEST_WAIT_MS = 120_000;

/** Buckets kept; an account and API that was not used for long starts with a full one again. */
const BUCKETS = 20_000;

interface CommandContext {
  readonly commandName?: string;
}
type Call = (args: unknown) => Promise<unknown>;
interface Stack {
  add(middleware: (next: Call, context: CommandContext) => Call, options: object): void;
}

/**
 * One token bucket per (account, API): AWS limits each API of each account by itself, so one busy account or API
 * never slows another down.
 */
export class CallRates {
  readonly #buckets = new LeastRecentlyUsed<string, TokenBucket>(BUCKETS);

  /** `perSecond` by `service:Action`, e.g. `iam:GetAccountAuthorizationDetails`. */
  constructor(private readonly perSecond: Readonly<Record<string, number>>) {}

  /** The bucket of one API in one account. */
  bucketOf(accountId: string, api: string): TokenBucket {
    return this.#buckets.getOrMake(`${accountId} ${api}`, () => {
      const ratePerSecond = this.perSecond[api] ?? USUAL_PER_SECOND;
      return new TokenBucket({ ratePerSecond, longestWaitMs: LONGEST_WAIT_MS });
    });
  }

  /** Makes a client take a token before every try, also before a repeated one. */
  applyTo(client: { readonly middlewareStack: object }, accountId: string, service: string): void {
    (client.middlewareStack as Stack).add(
      (next, { commandName = 'Unknown' }) =>
        async (args) => {
          await this.bucketOf(accountId, `${service}:${commandName.replace(/Command$/, '')}`).take();
          return next(args);
        },
      { step: 'finalizeRequest', priority: 'low', name: 'gatehouseCallRate' },
    );
  }
}
