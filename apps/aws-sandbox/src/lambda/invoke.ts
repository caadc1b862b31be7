import { Invoke$, type InvocationRequest, type InvocationResponse } from '@aws-sdk/client-lambda';

import { AwsError } from '../protocol/aws-error.js';
import { validationMessage, violations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { functionOf, onFunction, targetOf, versionBehind } from './lambda-access.js';

const MAX_PAYLOAD = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

/** What a call that waits for an answer gets: the error of a function that could not run, as Lambda words errors. */
const NOT_RUN = JSON.stringify({
  errorType: 'Sandbox.CodeIsNotRun',
  errorMessage: 'The AWS sandbox keeps functions and does not run their code.',
  trace: [],
});

/** Answers in Lambda's shapes without running anything: permission, name and payload are checked for real. */
export const invoke = operation<InvocationRequest, InvocationResponse>({
  schema: Invoke$,
  access: (input, call) => {
    const broken = violations(
      { InvocationType: input.InvocationType },
      { InvocationType: { oneOf: ['Event', 'RequestResponse', 'DryRun'] } },
    );
    if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
    return [onFunction(call, input, { action: 'lambda:InvokeFunction' })];
  },
  handle: (input, call) => {
    const found = functionOf(call, input);
    refusePayload(payloadOf(input), input.InvocationType === 'Event' ? MAX_PAYLOAD.Event : MAX_PAYLOAD.RequestResponse);
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    if (input.InvocationType === 'Event') return { StatusCode: 202 };
    const ExecutedVersion = versionBehind(found, targetOf(call, input).reference.qualifier);
    return { StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion, Payload: Buffer.from(NOT_RUN) };
  },
});

function payloadOf({ Payload }: InvocationRequest): string {
  // The protocol reads the payload as bytes; the SDK's type is that of its clients, which take more.
  return Payload === undefined ? '' : Buffer.from(Payload as Uint8Array).toString('utf8');
}

function refusePayload(payload: string, limit: number): void {
  const size = Buffer.byteLength(payload);
  if (size > limit) {
    const text = `Request must be smaller than ${String(limit)} bytes for the InvokeFunction operation`;
    throw new AwsError('RequestTooLargeException', text, { status: 413, details: { Type: 'User' } });
  }
  if (payload === '') return;
  try {
    JSON.parse(payload);
  } catch (error) {
    const text = `Could not parse request body into json: ${error instanceof Error ? error.message : 'not JSON'}`;
    throw new AwsError('InvalidRequestContentException', text, { details: { Type: 'User' } });
  }
}
