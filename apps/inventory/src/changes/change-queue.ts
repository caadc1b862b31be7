/** A message as a queue gave it. */
export interface QueueMessage {
  readonly id: string;
  /** Stands for having received it this time. */
  readonly receipt: string;
  readonly body: string;
  /** How often it was received, this time included. */
  readonly attempt: number;
}

/** A queue that brings events of CloudTrail. A message that is neither removed nor asked for again comes back by itself. */
export abstract class ChangeQueue {
  /** For people: the queue's URL. */
  abstract readonly name: string;

  /** Waits for messages; none after some time is an empty list. Rejects with the AWS SDK's error. */
  abstract receive(signal: AbortSignal): Promise<readonly QueueMessage[]>;

  /** For good. */
  abstract remove(messages: readonly QueueMessage[]): Promise<void>;

  /** Brings a message once more after so many seconds. */
  abstract bringAgain(message: QueueMessage, seconds: number): Promise<void>;
}

/** The queues of the configuration. */
export class ChangeQueues {
  constructor(readonly all: readonly ChangeQueue[]) {}
}
