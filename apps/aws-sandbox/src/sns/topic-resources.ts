import type { World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { type Topic, snsState, subscriptionsOf } from './sns-state.js';
import { topicAttributes } from './topic-configuration.js';

/** Topics as Config and the Tagging API list them. */
export const topicResources: ResourceSource = { types: ['AWS::SNS::Topic'], list };

function* list(world: World, accountId: string): Iterable<ResourceView> {
  for (const [place, topics] of snsState(world).places) {
    if (!place.startsWith(`${accountId}/`)) continue;
    for (const topic of topics.values()) yield view(world, topic);
  }
}

function view(world: World, topic: Topic): ResourceView {
  const { arn, name, accountId, region, createdAt, tags } = topic;
  return {
    arn,
    type: 'AWS::SNS::Topic',
    id: arn,
    name,
    accountId,
    region,
    createdAt,
    tags,
    configuration: () => ({
      ...topicAttributes(world, topic),
      TopicName: name,
      Subscription: subscriptionsOf(world, topic).map(({ protocol, endpoint }) => ({
        Protocol: protocol,
        Endpoint: endpoint,
      })),
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}
