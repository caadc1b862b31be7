import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { lastPartOf } from '../arn.rules.js';
import type { Place } from '../collector.js';
import { ownPolicy } from '../resource-policy.rules.js';

/** Attributes by AWS's name that are not settings: the policy, what counts messages, and times of changes. */
const NOT_SETTINGS = /^(?:Policy|QueueArn|ApproximateNumber.*|LastModifiedTimestamp|CreatedTimestamp)$/;

/** What SQS tells of a queue. */
export interface QueueFacts {
  readonly url: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, unknown>>;
}

/** A queue in the shape of every resource; its settings have AWS's names. */
export function observeQueue({ accountId, partition, region }: Place, queue: QueueFacts): ObservedResource {
  const { attributes } = queue;
  const name = lastPartOf(queue.url);
  const settings = Object.entries(attributes).filter(([key]) => !NOT_SETTINGS.test(key));
  return plainResource({
    arn: attributes['QueueArn'] ?? `arn:${partition}:sqs:${region}:${accountId}:${name}`,
    accountId,
    resourceType: RESOURCE_TYPES.queue,
    name,
    region,
    tags: queue.tags,
    settings: {
      url: queue.url,
      createdAt: secondsToMoment(attributes['CreatedTimestamp']),
      ...Object.fromEntries(settings),
      ...queue.notes,
    },
    ...ownPolicy(attributes['Policy']),
  });
}

function secondsToMoment(text: string | undefined): string | null {
  const seconds = Number(text ?? Number.NaN);
  return Number.isFinite(seconds) ? new Date(seconds * 1_000).toISOString() : null;
}
