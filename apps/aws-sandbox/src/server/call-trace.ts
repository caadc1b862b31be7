import type { Decision } from '@gatehouse/iam-policy';

import type { Asker, Caller } from '../authorization/caller.js';
import type { OperationSchema } from '../protocol/schema.js';
import type { WireRequest } from '../protocol/wire.js';
import type { Call } from '../service/call.js';

/** What becomes known of a call on its way through the sandbox. */
export interface CallTrace {
  readonly service: string;
  readonly request: WireRequest;
  readonly requestId: string;
  /** When it came, by the sandbox's clock. */
  readonly at: Date;
  /** The operation's name, also of one that AWS has and the sandbox has not. */
  operation?: string;
  schema?: OperationSchema;
  /** Known once the caller is. */
  call?: Call<Caller>;
  /** Who asked, where that is somebody else than who signed: a person at an identity provider. */
  asking?: Asker | undefined;
  input?: object;
  output?: object;
  /** The decision that was against it, or the first of those that were for it. */
  decision?: Decision;
  /** Owners of the resources it was about, by ARN. */
  readonly owners: Map<string, string>;
  /** The weather spoke before the service could. */
  stopped?: boolean;
}

/** Keeps the decision that matters, and whom the call was about. */
export function hear(trace: CallTrace, decision: Decision): void {
  if (!decision.allowed || trace.decision === undefined) trace.decision = decision;
  const { resource, resourceAccountId } = decision.request;
  if (resource !== '*' && resourceAccountId !== undefined) trace.owners.set(resource, resourceAccountId);
}
