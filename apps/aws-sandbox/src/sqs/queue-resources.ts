import type { World } from '../state/model.js';
import { regionalDomain } from '../state/partition.rules.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { settingsOf } from './queue-attributes.rules.js';
import { type Queue, sqsState } from './sqs-state.js';

/** Queues as Config and the Tagging API list them. */
export const queueResources: ResourceSource = { types: ['AWS::SQS::Queue'], list };

function* list(world: World, accountId: string): Iterable<ResourceView> {
  for (const [place, queues] of sqsState(world).places) {
    if (!place.startsWith(`${accountId}/`)) continue;
    for (const queue of queues.values()) yield view(queue);
  }
}

function view(queue: Queue): ResourceView {
  const { arn, name, accountId, region, createdAt, tags } = queue;
  return {
    arn,
    type: 'AWS::SQS::Queue',
    id: `https://sqs.${regionalDomain(region)}/${accountId}/${name}`,
    name,
    accountId,
    region,
    createdAt,
    tags,
    configuration: () => ({
      QueueName: name,
      Arn: arn,
      ...settingsOf(queue.attributes, queue.fifo),
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}
