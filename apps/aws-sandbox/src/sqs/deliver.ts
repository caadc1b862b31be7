import { serviceMay } from '../authorization/service-permission.js';
import type { World } from '../state/model.js';
import { type Draft, enqueue } from './enqueue.js';
import { sha256 } from './message-digest.js';
import { type MessageAttribute, type Queue, queueByArn } from './sqs-state.js';

/** A message that an AWS service brings to a queue: SNS for a topic, EventBridge for a rule. */
export interface Delivery {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes?: ReadonlyMap<string, MessageAttribute>;
  /** `sns.amazonaws.com` */
  readonly servicePrincipal: string;
  /** The topic or rule, for `aws:SourceArn`. */
  readonly sourceArn: string;
  readonly sourceAccountId: string;
  readonly now: Date;
  /** For FIFO queues. */
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

export type DeliveryOutcome = 'delivered' | 'no-queue' | 'refused';

/** Brings a message to a queue, if the queue's policy lets the service. What a queue does not take is lost, as in AWS. */
export function deliverMessage(world: World, delivery: Delivery): DeliveryOutcome {
  const queue = queueByArn(world, delivery.queueArn);
  if (queue === undefined) return 'no-queue';
  if (!mayDeliver(world, queue, delivery)) return 'refused';
  const draft = draftFor(queue, delivery);
  if (draft === undefined) return 'refused';
  enqueue(queue, draft, delivery.now);
  return 'delivered';
}

function mayDeliver(world: World, queue: Queue, delivery: Delivery): boolean {
  const document = queue.attributes.get('Policy');
  return serviceMay(
    world,
    { ...delivery, region: queue.region },
    {
      action: 'sqs:SendMessage',
      resource: queue.arn,
      resourceAccountId: queue.accountId,
      resourceTags: queue.tags,
      ...(document === undefined || document === '' ? {} : { resourcePolicy: { kind: 'resource', document } }),
    },
  );
}

/** A FIFO queue needs a group, and an id or leave to take the body's digest for one. */
function draftFor(queue: Queue, { body, attributes = new Map(), ...delivery }: Delivery): Draft | undefined {
  const { groupId, servicePrincipal: senderId } = delivery;
  if (!queue.fifo) return { body, attributes, senderId, groupId };
  const byContent = queue.attributes.get('ContentBasedDeduplication') === 'true';
  const deduplicationId = delivery.deduplicationId ?? (byContent ? sha256(body) : undefined);
  if (groupId === undefined || deduplicationId === undefined) return undefined;
  return { body, attributes, senderId, groupId, deduplicationId };
}
