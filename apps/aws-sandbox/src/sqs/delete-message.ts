import {
  DeleteMessage$,
  DeleteMessageBatch$,
  type DeleteMessageBatchRequest,
  type DeleteMessageBatchResult,
  type DeleteMessageRequest,
} from '@aws-sdk/client-sqs';

import { openOperation } from '../service/operation.js';
import { eachEntry, refuseBadBatch, withoutEmpty } from './batch.rules.js';
import { onQueue, queueOf } from './queue-access.js';
import { messageOf, receiptOf } from './received-message.js';
import { invalidParameter } from './sqs-errors.js';
import type { Queue } from './sqs-state.js';
import { wakeReceivers } from './waiting-receivers.js';

export const deleteMessage = openOperation<DeleteMessageRequest, object>({
  schema: DeleteMessage$,
  access: onQueue('sqs:DeleteMessage'),
  handle: (input, call) => {
    remove(queueOf(call, input), input.ReceiptHandle, call.now.getTime());
    return {};
  },
});

export const deleteMessageBatch = openOperation<DeleteMessageBatchRequest, DeleteMessageBatchResult>({
  schema: DeleteMessageBatch$,
  access: onQueue('sqs:DeleteMessage'),
  handle: (input, call) => {
    const queue = queueOf(call, input);
    const { Entries = [] } = input;
    refuseBadBatch(Entries, 'DeleteMessageBatchRequestEntry');
    const reply = eachEntry(Entries, ({ ReceiptHandle }, Id) => {
      remove(queue, ReceiptHandle, call.now.getTime());
      return { Id };
    });
    return withoutEmpty(reply);
  },
});

/** Deleting again is no error. A FIFO queue wants it done while the message is in flight. */
function remove(queue: Queue, handle: string | undefined, now: number): void {
  const message = messageOf(queue, receiptOf(queue, handle));
  if (message === undefined) return;
  if (queue.fifo && message.visibleAt <= now) {
    throw invalidParameter('ReceiptHandle', handle ?? '', 'The receipt handle has expired.');
  }
  queue.messages.delete(message.id);
  // The next message of its group may come now.
  if (queue.fifo) wakeReceivers(queue);
}
