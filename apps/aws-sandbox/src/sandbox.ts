import type { Seal } from './signing/seal.js';
import type { SessionTokens } from './signing/session-token.js';
import type { SigningKeys } from './signing/signature.js';
import type { World } from './state/model.js';
import type { IamLag } from './weather/iam-lag.js';
import type { Weather } from './weather/weather.js';

/** A running sandbox: the world it shows and the keys it signs and checks with. */
export interface Sandbox {
  /** Another one after a reset. */
  world: World;
  readonly seal: Seal;
  readonly tokens: SessionTokens;
  readonly keys: SigningKeys;
  readonly now: () => Date;
  /** The token that the container credentials endpoint asks for; without one the endpoint is closed. */
  readonly hubToken: string | undefined;
  readonly weather: Weather;
  /** Changes of IAM that are not seen yet. */
  readonly lag: IamLag;
  /** How many calls are remembered. */
  readonly callLogSize: number;
  /** Counts calls that may have changed something, so that there is something to save. */
  changes: number;
  /** An error nobody foresaw, for the log. */
  readonly report: (error: unknown) => void;
}
