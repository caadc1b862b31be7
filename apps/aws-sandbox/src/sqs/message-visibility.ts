import {
  ChangeMessageVisibility$,
  ChangeMessageVisibilityBatch$,
  type ChangeMessageVisibilityBatchRequest,
  type ChangeMessageVisibilityBatchResult,
  type ChangeMessageVisibilityRequest,
} from '@aws-sdk/client-sqs';

import { AwsError } from '../protocol/aws-error.js';
import { openOperation } from '../service/operation.js';
import { eachEntry, refuseBadBatch, withoutEmpty } from './batch.rules.js';
import { onQueue, queueOf } from './queue-access.js';
import { messageOf, receiptOf } from './received-message.js';
import { invalidParameter } from './sqs-errors.js';
import type { Queue, StoredMessage } from './sqs-state.js';
import { wakeReceivers } from './waiting-receivers.js';

const MAX_SECONDS = 43_200;

export const changeMessageVisibility = openOperation<ChangeMessageVisibilityRequest, object>({
  schema: ChangeMessageVisibility$,
  access: onQueue('sqs:ChangeMessageVisibility'),
  handle: (input, call) => {
    change(queueOf(call, input), input, call.now.getTime());
    return {};
  },
});

export const changeMessageVisibilityBatch = openOperation<
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult
>({
  schema: ChangeMessageVisibilityBatch$,
  access: onQueue('sqs:ChangeMessageVisibility'),
  handle: (input, call) => {
    const queue = queueOf(call, input);
    const { Entries = [] } = input;
    refuseBadBatch(Entries, 'ChangeMessageVisibilityBatchRequestEntry');
    const reply = eachEntry(Entries, (entry, Id) => {
      change(queue, entry, call.now.getTime());
      return { Id };
    });
    return withoutEmpty(reply);
  },
});

interface Change {
  readonly ReceiptHandle?: string | undefined;
  readonly VisibilityTimeout?: number | undefined;
}

function change(queue: Queue, { ReceiptHandle = '', VisibilityTimeout: seconds = 0 }: Change, now: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > MAX_SECONDS) {
    throw invalidParameter('VisibilityTimeout', seconds, 'Must be between 0 and 43200.');
  }
  const message = messageOf(queue, receiptOf(queue, ReceiptHandle));
  if (message === undefined) {
    const reason = 'Message does not exist or is not available for visibility timeout change.';
    throw invalidParameter('ReceiptHandle', ReceiptHandle, reason);
  }
  if (message.visibleAt <= now) throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
  refuseTooLong(message, { seconds, now });
  message.visibleAt = now + seconds * 1000;
  wakeReceivers(queue);
}

/** A message is out of sight for 12 hours at most from when it was received. */
function refuseTooLong(
  { lastReceivedAt = 0 }: StoredMessage,
  { seconds, now }: { seconds: number; now: number },
): void {
  if (now + seconds * 1000 <= lastReceivedAt + MAX_SECONDS * 1000) return;
  throw invalidParameter(
    'VisibilityTimeout',
    seconds,
    'Total VisibilityTimeout for the message is beyond the limit [43200 seconds].',
  );
}
