import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ChangeQueue, type QueueMessage } from './change-queue.js';

/** The most that SQS gives at once, and waits. */
const BATCH = 10;
const WAIT_SECONDS = 20;
/** Longer than a batch may take; what a replica held that died is out of sight for so long. */
const VISIBILITY_SECONDS = 40;

/** A queue of SQS. */
export class SqsChangeQueue extends ChangeQueue {
  constructor(
    private readonly sqs: SQSClient,
    override readonly name: string,
  ) {
    super();
  }

  override async receive(signal: AbortSignal): Promise<readonly QueueMessage[]> {
    const { Messages } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.name,
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: VISIBILITY_SECONDS,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
      { abortSignal: signal },
    );
    return (Messages ?? []).map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }) => ({
      id: MessageId,
      receipt: ReceiptHandle,
      body: Body,
      attempt: Number(Attributes?.ApproximateReceiveCount ?? 1),
    }));
  }

  override async remove(messages: readonly QueueMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
    await this.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.name, Entries }));
  }

  override async bringAgain({ receipt }: QueueMessage, seconds: number): Promise<void> {
    await this.sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: this.name, ReceiptHandle: receipt, VisibilityTimeout: seconds }),
    );
  }
}
