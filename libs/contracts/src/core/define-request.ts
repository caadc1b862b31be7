import type { z } from 'zod';
import type { FailureCode } from './failure-codes.js';
import type { Permission } from './permissions.js';

/** How a request is offered on the public HTTP API. Parameters in the path (`:roleArn`) are fields of the request. */
export interface HttpBinding {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with `/api/v3/`. */
  readonly path: `/api/v3/${string}`;
}

export interface RequestContract<
  Subject extends `rpc.${string}`,
  Request extends z.ZodType,
  Reply extends z.ZodType,
  Failures extends Record<string, FailureCode>,
> {
  readonly kind: 'request';
  /** `rpc.<service>.v<major>.<action>`. */
  readonly subject: Subject;
  readonly summary: string;
  /** Who may ask; see `PERMISSIONS`. There is no default. */
  readonly permission: Permission;
  readonly request: Request;
  readonly reply: Reply;
  /** Every reason this request can be refused for, with its code. */
  readonly failures: Failures;
  /** True when asking twice changes nothing: the caller may retry after a time-out. */
  readonly readsOnly: boolean;
  /** How long a caller waits for the reply, in seconds. */
  readonly timeLimitSeconds: number;
  readonly http?: HttpBinding;
}

export type AnyRequestContract = RequestContract<`rpc.${string}`, z.ZodType, z.ZodType, Record<string, FailureCode>>;

/** The request after parsing: what a handler receives. */
export type RequestOf<C extends AnyRequestContract> = z.output<C['request']>;
/** The request before parsing: what a caller writes; fields with defaults may be left out. */
export type RequestInputOf<C extends AnyRequestContract> = z.input<C['request']>;
export type ReplyOf<C extends AnyRequestContract> = z.output<C['reply']>;
export type ReasonOf<C extends AnyRequestContract> = keyof C['failures'] & string;

type Definition<
  Subject extends `rpc.${string}`,
  Request extends z.ZodType,
  Reply extends z.ZodType,
  Failures extends Record<string, FailureCode>,
> = Omit<RequestContract<Subject, Request, Reply, Failures>, 'kind' | 'readsOnly' | 'timeLimitSeconds'> &
  Partial<Pick<RequestContract<Subject, Request, Reply, Failures>, 'readsOnly' | 'timeLimitSeconds'>>;

/** Declares a request: everything that both sides, the docs, the HTTP API and NATS' permissions need to know. */
export function defineRequest<
  const Subject extends `rpc.${string}`,
  Request extends z.ZodType,
  Reply extends z.ZodType,
  const Failures extends Record<string, FailureCode>,
>(definition: Definition<Subject, Request, Reply, Failures>): RequestContract<Subject, Request, Reply, Failures> {
  return { kind: 'request', readsOnly: false, timeLimitSeconds: 5, ...definition };
}
