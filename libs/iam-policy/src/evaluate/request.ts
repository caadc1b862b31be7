import { serviceOfAction } from '../match/action.js';
import { ArnTarget } from '../match/arn-pattern.js';
import { asciiLowerCase } from '../match/ascii.js';
import { type Caller, type Principal, callerOf } from '../match/caller.js';
import { type ContextInput, RequestContext } from '../match/request-context.js';

/** What somebody wants to do. */
export interface AccessRequest {
  /** A principal, or its text form (see `principalOf`). */
  readonly principal: Principal | string;
  /** `service:Action`, in any case. */
  readonly action: string;
  /** An ARN; `*` for actions that name no resource. */
  readonly resource: string;
  /** The request context, exactly: nothing is derived from the principal (see `principalContext`). */
  readonly context?: ContextInput;
  /**
   * The account that owns the resource. When absent it is taken from the ARN; for an ARN without account (S3) from
   * `aws:ResourceAccount` in the context; otherwise the resource is the caller's own, as in AWS's policy simulator.
   */
  readonly resourceAccountId?: string;
  /** The resource is a KMS key that an AWS service manages: RCPs do not bind it. */
  readonly isAwsManagedKey?: boolean;
}

/** A request taken apart, good for many evaluations. */
export interface PreparedRequest {
  readonly source: AccessRequest;
  readonly caller: Caller;
  /** Lower case. */
  readonly action: string;
  readonly service: string;
  readonly resource: ArnTarget;
  readonly context: RequestContext;
  /** Also when the caller belongs to no account. */
  readonly isCrossAccount: boolean;
  /** Undefined when neither request nor ARN nor caller names one. */
  readonly resourceAccount: string | undefined;
}

/** `aws` owns what everybody may use, as arn:aws:iam::aws:policy/ReadOnlyAccess: it counts as the caller's own. */
const NO_OWNER: ReadonlySet<string | undefined> = new Set([undefined, '', 'aws']);

function ownerOf(request: AccessRequest, resource: ArnTarget, context: RequestContext): string | undefined {
  if (request.resourceAccountId !== undefined) return request.resourceAccountId;
  const account = resource.parts[0] === 'arn' ? resource.parts[4] : undefined;
  return NO_OWNER.has(account) ? context.values('aws:resourceaccount')?.[0] : account;
}

/** Takes a request apart. `hasBoundary` matters to NotPrincipal. */
export function prepareRequest(request: AccessRequest, hasBoundary: boolean): PreparedRequest {
  const caller = callerOf(request.principal, hasBoundary);
  const action = asciiLowerCase(request.action);
  const resource = new ArnTarget(request.resource);
  const context = new RequestContext(request.context);
  const resourceAccount = ownerOf(request, resource, context) ?? caller.account;
  return {
    source: request,
    caller,
    action,
    service: serviceOfAction(action),
    resource,
    context,
    resourceAccount,
    isCrossAccount: caller.account === undefined || caller.account !== resourceAccount,
  };
}
