import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import { headerValue } from '../protocol/wire.js';
import type { Call } from '../service/call.js';
import { queueDoesNotExist } from './sqs-errors.js';
import { type Queue, type QueueAddress, queueArn, queueAt } from './sqs-state.js';

/** An input that names its queue by URL. */
export interface NamesQueue {
  readonly QueueUrl?: string | undefined;
}

type AnyCall = Call<Caller>;

/** The queue of a request, or SQS's error: also for whoever may not know whether there is one. */
export function queueOf(call: AnyCall, { QueueUrl = '' }: NamesQueue): Queue {
  const address = addressOf(call, QueueUrl);
  const queue = queueAt(call.world, address);
  if (queue !== undefined) return queue;
  throw queueDoesNotExist(address.accountId !== accountOf(call));
}

/** Everything after the account in a queue's URL is its name; the region is the one that the request is signed for. */
function addressOf(call: AnyCall, url: string): QueueAddress {
  const match = /(?:^|\/)(\d{12})\/([\w-]+(?:\.fifo)?)\/?$/u.exec(url);
  if (match === null) {
    throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`);
  }
  return { accountId: match[1] ?? '', region: call.region, name: match[2] ?? '' };
}

/** The caller's account; somebody without signature has none. */
export function accountOf({ caller }: AnyCall): string | undefined {
  return 'accountId' in caller ? caller.accountId : undefined;
}

/** The URL of a queue where this caller reached the sandbox: clients send the queue's requests there. */
export function queueUrl(call: AnyCall, { accountId, name }: Pick<Queue, 'accountId' | 'name'>): string {
  return `http://${headerValue(call.request, 'host') ?? 'localhost'}/${accountId}/${name}`;
}

/** For operations that the queue's policy may open to other accounts. */
export function onQueue(action: string) {
  return (input: NamesQueue, call: AnyCall): readonly AccessQuestion[] => [
    questionOn(queueOf(call, input), action, { policyCounts: true }),
  ];
}

/**
 * For operations that stay with the queue's account, whatever its policy says (SQS Developer Guide, "Amazon SQS API
 * permissions: actions and resource reference").
 */
export function onOwnQueue(action: string, context?: (input: never) => Readonly<Record<string, ContextValue>>) {
  return (input: NamesQueue, call: AnyCall): readonly AccessQuestion[] => {
    const queue = queueOf(call, input);
    const policyCounts = queue.accountId === accountOf(call);
    const keys = context?.(input as never);
    return [questionOn(queue, action, { policyCounts, ...(keys === undefined ? {} : { context: keys }) })];
  };
}

interface QuestionOptions {
  readonly policyCounts: boolean;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

function questionOn(queue: Queue, action: string, { policyCounts, context }: QuestionOptions): AccessQuestion {
  const document = queue.attributes.get('Policy');
  return {
    action,
    resource: queue.arn,
    resourceAccountId: queue.accountId,
    resourceTags: queue.tags,
    ...(policyCounts && document !== undefined ? { resourcePolicy: { kind: 'resource', document } } : {}),
    ...(context === undefined ? {} : { context }),
  };
}

/** For operations on a queue that need not be there, in the caller's account. */
export function onQueueName(call: Call, action: string, name: string): AccessQuestion {
  const { accountId } = call.caller;
  const resource = queueArn(call.world, { accountId, region: call.region, name });
  return { action, resource, resourceAccountId: accountId };
}
