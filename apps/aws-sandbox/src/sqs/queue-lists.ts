import {
  GetQueueUrl$,
  type GetQueueUrlRequest,
  type GetQueueUrlResult,
  ListDeadLetterSourceQueues$,
  type ListDeadLetterSourceQueuesRequest,
  type ListDeadLetterSourceQueuesResult,
  ListQueues$,
  type ListQueuesRequest,
  type ListQueuesResult,
} from '@aws-sdk/client-sqs';

import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { onQueue, onQueueName, queueOf, queueUrl } from './queue-access.js';
import { pageOf } from './queue-paging.rules.js';
import { redrivePolicyOf } from './redrive.rules.js';
import { type Queue, queuesOf } from './sqs-state.js';

export const listQueues = operation<ListQueuesRequest, ListQueuesResult>({
  schema: ListQueues$,
  access: (_input, call) => [onQueueName(call, 'sqs:ListQueues', '')],
  handle: (input, call) => {
    const { QueueNamePrefix = '' } = input;
    const own = queuesOf(call.world, call.caller.accountId, call.region);
    const names = [...own.keys()].filter((name) => name.startsWith(QueueNamePrefix));
    const { urls, ...rest } = page(call, names, { accountId: call.caller.accountId, input });
    return urls.length === 0 ? rest : { QueueUrls: urls, ...rest };
  },
});

interface PageOptions {
  readonly accountId: string;
  readonly input: ListQueuesRequest;
}

function page(call: Call, found: readonly string[], { accountId, input }: PageOptions) {
  const { names, ...rest } = pageOf(found, input);
  return { urls: names.map((name) => queueUrl(call, { accountId, name })), ...rest };
}

export const getQueueUrl = operation<GetQueueUrlRequest, GetQueueUrlResult>({
  schema: GetQueueUrl$,
  access: (input, call) => onQueue('sqs:GetQueueUrl')(located(input, call), call),
  handle: (input, call) => ({ QueueUrl: queueUrl(call, queueOf(call, located(input, call))) }),
});

function located({ QueueName = '', QueueOwnerAWSAccountId }: GetQueueUrlRequest, call: Call) {
  return { QueueUrl: `${QueueOwnerAWSAccountId ?? call.caller.accountId}/${QueueName}` };
}

export const listDeadLetterSourceQueues = operation<
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult
>({
  schema: ListDeadLetterSourceQueues$,
  access: onQueue('sqs:ListDeadLetterSourceQueues'),
  handle: (input, call) => {
    const target = queueOf(call, input);
    const { accountId, region } = target;
    const siblings = queuesOf(call.world, accountId, region).values();
    const names = [...siblings].filter((queue) => isSourceOf(queue, target)).map(({ name }) => name);
    const { urls, ...rest } = page(call, names, { accountId, input });
    return { queueUrls: urls, ...rest };
  },
});

function isSourceOf(queue: Queue, target: Queue): boolean {
  return redrivePolicyOf(queue.attributes)?.deadLetterTargetArn === target.arn;
}
