import { AwsError } from '../protocol/aws-error.js';
import { type AttributesInput, readMessageAttributes } from './message-attributes.rules.js';
import { invalidParameter, invalidParameterValue, missingParameter } from './sqs-errors.js';
import type { MessageAttribute } from './sqs-state.js';

/** What SendMessage and an entry of SendMessageBatch have in common. */
export interface MessageInput {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: AttributesInput | undefined;
  readonly MessageSystemAttributes?: AttributesInput | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

export interface Message {
  readonly body: string;
  readonly attributes: ReadonlyMap<string, MessageAttribute>;
  readonly traceHeader: string | undefined;
  readonly delaySeconds: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

/** What a FIFO queue misses of a message's place in the order. */
export function messageProblem(
  { MessageGroupId, MessageDeduplicationId }: MessageInput,
  { fifo, byContent }: { readonly fifo: boolean; readonly byContent: boolean },
): AwsError | undefined {
  if (!fifo) return undefined;
  if (MessageGroupId === undefined) return missingParameter('MessageGroupId');
  if (MessageDeduplicationId !== undefined || byContent) return undefined;
  return invalidParameterValue(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

interface Limits {
  readonly fifo: boolean;
  readonly maxBytes: number;
}

/** Checks a message by what its queue takes. */
export function readMessage(input: MessageInput, { fifo, maxBytes }: Limits): Message {
  const { MessageBody: body = '', DelaySeconds: delaySeconds, MessageGroupId: groupId } = input;
  const { MessageDeduplicationId: deduplicationId } = input;
  if (body === '') throw missingParameter('MessageBody');
  refuseBadCharacters(body);
  refuseBadDelay(delaySeconds, fifo);
  refuseBadId('MessageGroupId', groupId);
  refuseBadId('MessageDeduplicationId', deduplicationId);
  if (!fifo && deduplicationId !== undefined) throw notForThisQueue('MessageDeduplicationId', deduplicationId);
  if (sizeOf(input) > maxBytes) {
    throw invalidParameterValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${String(maxBytes)} bytes.`,
    );
  }
  const attributes = readMessageAttributes(input.MessageAttributes);
  const traceHeader = readTraceHeader(input.MessageSystemAttributes);
  return { body, attributes, traceHeader, delaySeconds: fifo ? undefined : delaySeconds, groupId, deduplicationId };
}

/** Bytes of body and attributes together. */
export function sizeOf({ MessageBody = '', MessageAttributes = {} }: MessageInput): number {
  const attributes = Object.entries(MessageAttributes).reduce((sum, [name, { DataType = '', ...values }]) => {
    const value = values.BinaryValue?.byteLength ?? Buffer.byteLength(values.StringValue ?? '');
    return sum + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }, 0);
  return Buffer.byteLength(MessageBody) + attributes;
}

/** SQS takes what XML 1.0 can carry. */
function refuseBadCharacters(body: string): void {
  const bad = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(body)?.[0];
  if (bad === undefined) return;
  const code = (bad.codePointAt(0) ?? 0).toString(16);
  throw new AwsError(
    'InvalidMessageContents',
    `Invalid binary character '#x${code}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]`,
  );
}

function refuseBadDelay(seconds: number | undefined, fifo: boolean): void {
  if (seconds === undefined) return;
  if (fifo && seconds > 0) throw notForThisQueue('DelaySeconds', seconds);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 900) {
    throw invalidParameter('DelaySeconds', seconds, 'DelaySeconds must be >= 0 and <= 900.');
  }
}

function refuseBadId(name: string, value: string | undefined): void {
  if (value === undefined || /^[\x21-\x7e]{1,128}$/u.test(value)) return;
  throw invalidParameter(
    name,
    value,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function notForThisQueue(name: string, value: string | number): AwsError {
  return invalidParameter(name, value, 'The request include parameter that is not valid for this queue type.');
}

function readTraceHeader(input: AttributesInput = {}): string | undefined {
  const other = Object.keys(input).find((name) => name !== 'AWSTraceHeader');
  if (other !== undefined) {
    throw invalidParameterValue(`Message system attribute name '${other}' is invalid.`);
  }
  const { AWSTraceHeader } = input;
  if (AWSTraceHeader !== undefined && AWSTraceHeader.DataType !== 'String') {
    throw invalidParameterValue("The message system attribute 'AWSTraceHeader' must be of type String.");
  }
  return AWSTraceHeader?.StringValue;
}
