import { z } from 'zod';
import { FailureCodeSchema, PLATFORM_FAILURES, type FailureCode, type PlatformReason } from './failure-codes.js';
import type { AnyRequestContract, ReasonOf } from './define-request.js';

/** One thing that is wrong with a request: the field's path (`durationSeconds`, `tags.0.key`) and what to change. */
export const FieldIssue = z.object({ field: z.string(), message: z.string() });
export type FieldIssue = z.infer<typeof FieldIssue>;

/** A failure as it travels: on NATS as the reply's payload, over HTTP as problem+json. */
export const Failure = z.object({
  code: FailureCodeSchema,
  reason: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type Failure = z.infer<typeof Failure>;

/** The one error that crosses a service's border. Anything else is a bug and is answered as `internal/UNEXPECTED`. */
export class ContractFailure extends Error {
  override readonly name: string = 'ContractFailure';

  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(`${failure.code}/${failure.reason}: ${failure.message}`, options);
  }
}

/** What a refusal may carry besides its sentence. */
export interface RefusalOptions {
  /** Facts for programs, e.g. the roles that match; never secrets. */
  readonly details?: Record<string, unknown>;
  readonly cause?: unknown;
}

/**
 * Makes the failure that a use case throws to say no. A reason that the contract does not declare does not compile.
 *
 * @example throw refuse(issueCredentials, 'NOT_ELIGIBLE', 'You are not eligible for this role.');
 */
export function refuse<C extends AnyRequestContract>(
  contract: C,
  reason: ReasonOf<C>,
  message: string,
  options: RefusalOptions = {},
): ContractFailure {
  const code: FailureCode | undefined = contract.failures[reason];
  if (code === undefined) throw new Error(`${contract.subject} does not declare the failure ${reason}`);
  return new ContractFailure(
    { code, reason, message, ...(options.details && { details: options.details }) },
    options.cause === undefined ? undefined : { cause: options.cause },
  );
}

/** Makes a failure that every request may end with (bad request, bad actor, nobody there, too late, our bug). */
export function platformFailure(
  reason: PlatformReason,
  message: string,
  options: RefusalOptions = {},
): ContractFailure {
  return new ContractFailure(
    { code: PLATFORM_FAILURES[reason], reason, message, ...(options.details && { details: options.details }) },
    options.cause === undefined ? undefined : { cause: options.cause },
  );
}

/** Turns zod's issues into the fields of a `REQUEST_INVALID` failure. */
export function fieldIssuesOf(error: z.ZodError): FieldIssue[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: [...issue.path, key].join('.'),
          message: 'This field is not known here; remove it or check its spelling.',
        }))
      : [{ field: issue.path.join('.'), message: issue.message }],
  );
}
