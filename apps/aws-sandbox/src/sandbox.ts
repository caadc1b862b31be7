import type { Seal } from './signing/seal.js';
import type { SessionTokens } from './signing/session-token.js';
import type { SigningKeys } from './signing/signature.js';
import type { World } from './state/model.js';

/** A running sandbox: the world it shows and the keys it signs and checks with. */
export interface Sandbox {
  readonly world: World;
  readonly seal: Seal;
  readonly tokens: SessionTokens;
  readonly keys: SigningKeys;
  readonly now: () => Date;
  /** The token that the container credentials endpoint asks for; without one the endpoint is closed. */
  readonly hubToken: string | undefined;
  /** An error nobody foresaw, for the log. */
  readonly report: (error: unknown) => void;
}
