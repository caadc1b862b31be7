import { AwsError } from '../protocol/aws-error.js';
import { type Receipt, readReceiptHandle } from './receipt-handle.rules.js';
import type { Queue, StoredMessage } from './sqs-state.js';

/** The receipt behind a handle of this queue, or SQS's error. */
export function receiptOf(queue: Queue, handle = ''): Receipt {
  const receipt = readReceiptHandle(handle);
  if (receipt?.queueArn === queue.arn) return receipt;
  throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
}

/** The message as long as this is its newest receipt: older handles of a message no longer move it. */
export function messageOf(queue: Queue, { messageId, receipt }: Receipt): StoredMessage | undefined {
  const message = queue.messages.get(messageId);
  return message?.receipt === receipt ? message : undefined;
}
