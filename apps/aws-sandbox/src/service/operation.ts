import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller, SignedCaller } from '../authorization/caller.js';
import type { OperationSchema } from '../protocol/schema.js';
import type { Protocol } from '../protocol/protocol.js';
import type { ResourceSource } from '../state/resource-view.js';
import type { Call } from './call.js';

/** One operation of an AWS service: what it needs to be allowed, and what it does. */
export interface Operation<Input extends object, Output extends object, C extends Caller = SignedCaller> {
  readonly schema: OperationSchema;
  /** Every question must be allowed. `everyone` is for the few operations that AWS lets any caller make. */
  readonly access: (input: Input, call: Call<C>) => readonly AccessQuestion[] | 'everyone';
  readonly handle: (input: Input, call: Call<C>) => Output | Promise<Output>;
}

/** An operation as the server holds it, its types put away. */
export interface AnyOperation {
  readonly schema: OperationSchema;
  /** Whether a call without signature reaches the policies, as in S3. */
  readonly anonymous: boolean;
  readonly access: (input: object, call: Call<Caller>) => readonly AccessQuestion[] | 'everyone';
  readonly handle: (input: object, call: Call<Caller>) => object | Promise<object>;
}

/** An operation for signed callers. */
export function operation<Input extends object, Output extends object>(
  definition: Operation<Input, Output>,
): AnyOperation {
  // The server checks the caller's kind before it calls, by `anonymous`, and reads the input by the schema.
  return { ...(definition as unknown as AnyOperation), anonymous: false };
}

/** An operation that may also be called without signature: its policies decide. */
export function openOperation<Input extends object, Output extends object>(
  definition: Operation<Input, Output, Caller>,
): AnyOperation {
  return { ...(definition as unknown as AnyOperation), anonymous: true };
}

/** One AWS service of the sandbox. */
export interface AwsService {
  /** The name in a signature's scope: `sts`. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** By operation name. */
  readonly operations: ReadonlyMap<string, AnyOperation>;
  /** What Config, the Tagging API and the control page may know of its resources. */
  readonly resources?: ResourceSource;
}

/** Puts operations under their names. */
export function byName(operations: readonly AnyOperation[]): ReadonlyMap<string, AnyOperation> {
  return new Map(operations.map((each) => [each.schema[2], each]));
}
