import type { Caller, RoleSession, SignedCaller } from '../authorization/caller.js';
import type { VerifiedPayload } from '../signing/verify-signature.js';
import type { WireRequest } from '../protocol/wire.js';
import type { SessionTokens } from '../signing/session-token.js';
import type { ResourceSource } from '../state/resource-view.js';
import type { World } from '../state/model.js';

/** Everything an operation may know about the call it answers. */
export interface Call<C extends Caller = SignedCaller> {
  readonly world: World;
  readonly tokens: SessionTokens;
  readonly caller: C;
  readonly region: string;
  readonly now: Date;
  readonly requestId: string;
  readonly request: WireRequest;
  readonly payload: VerifiedPayload;
  /** What every service of the sandbox has to show; the services are loaded for it. */
  readonly resourceSources: () => Promise<readonly ResourceSource[]>;
}

/** Whether the caller works under a role, which limits what STS gives it. */
export function isRoleSession(caller: Caller): caller is RoleSession {
  return caller.kind === 'role-session';
}
