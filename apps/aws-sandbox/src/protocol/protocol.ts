import type { AwsError } from './aws-error.js';
import type { OperationSchema } from './schema.js';
import type { WireReply, WireRequest } from './wire.js';

/** How a caller could not be recognised; each protocol has its own code and sentence for it. */
export type SigningFailure =
  | { readonly kind: 'missing' }
  | { readonly kind: 'version-2' }
  | { readonly kind: 'incomplete'; readonly message: string }
  | { readonly kind: 'unknown-key'; readonly accessKeyId: string }
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'mismatch'; readonly accessKeyId: string; readonly stringToSign: string }
  | { readonly kind: 'skewed'; readonly signedAt: string; readonly now: Date }
  | { readonly kind: 'link-expired'; readonly expiredAt: Date; readonly now: Date }
  | { readonly kind: 'payload-mismatch' };

/** One of AWS's wire protocols, seen from the server. */
export interface Protocol {
  /** For services that speak two protocols: the one that this request is written in. */
  speaking?(request: WireRequest): Protocol;
  /** Which operation is asked for; throws the protocol's own error when AWS has none of that name. */
  operationOf(request: WireRequest): OperationSchema;
  /** Reads what the caller sent, in the shape of the operation's input. */
  read(schema: OperationSchema, request: WireRequest): Promise<object>;
  write(schema: OperationSchema, output: object, requestId: string): WireReply;
  writeError(error: AwsError, requestId: string): WireReply;
  /** AWS has the operation and the sandbox does not. */
  notInSandbox(schema: OperationSchema): AwsError;
  /** `encoded` makes the text that DecodeAuthorizationMessage reads; EC2 and its like add it to their message. */
  accessDenied(message: string, encoded?: () => string): AwsError;
  signingError(failure: SigningFailure): AwsError;
  /** Something broke inside the sandbox. */
  internalError(): AwsError;
}
