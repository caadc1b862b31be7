import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import { lastPartOf } from '../arn.rules.js';
import type { Place } from '../collector.js';
import { ownPolicy } from '../resource-policy.rules.js';

/** Attributes by AWS's name that are not settings: the policy, the owner, and what counts subscriptions. */
const NOT_SETTINGS = /^(?:Policy|Owner|TopicArn|EffectiveDeliveryPolicy|Subscriptions.*)$/;

/** What SNS tells of a topic. */
export interface TopicFacts {
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, unknown>>;
}

/** A topic in the shape of every resource; its settings have AWS's names. */
export function observeTopic({ accountId, region }: Place, topic: TopicFacts): ObservedResource {
  const settings = Object.entries(topic.attributes).filter(([key]) => !NOT_SETTINGS.test(key));
  return plainResource({
    arn: topic.arn,
    accountId,
    resourceType: RESOURCE_TYPES.topic,
    name: lastPartOf(topic.arn),
    region,
    tags: topic.tags,
    settings: { ...Object.fromEntries(settings), ...topic.notes },
    ...ownPolicy(topic.attributes['Policy']),
  });
}
