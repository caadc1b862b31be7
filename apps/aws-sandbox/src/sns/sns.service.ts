import * as client from '@aws-sdk/client-sns';

import { QueryProtocol } from '../protocol/query-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { publish, publishBatch } from './publish.js';
import { confirmSubscription, subscribe, unsubscribe } from './subscribe.js';
import {
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
} from './subscriptions.js';
import {
  addPermission,
  getTopicAttributes,
  listTagsForResource,
  removePermission,
  setTopicAttributes,
  tagResource,
  untagResource,
} from './topic-configuration.js';
import { createTopic, deleteTopic, listTopics } from './topic-lifecycle.js';
import { topicResources } from './topic-resources.js';

export const snsService: AwsService = {
  signingName: 'sns',
  protocol: new QueryProtocol(
    {
      namespace: 'com.amazonaws.sns',
      xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
      version: '2010-03-31',
      operations: operationSchemasOf(client),
    },
    { accessDeniedCode: 'AuthorizationError' },
  ),
  operations: byName([
    addPermission,
    confirmSubscription,
    createTopic,
    deleteTopic,
    getSubscriptionAttributes,
    getTopicAttributes,
    listSubscriptions,
    listSubscriptionsByTopic,
    listTagsForResource,
    listTopics,
    publish,
    publishBatch,
    removePermission,
    setSubscriptionAttributes,
    setTopicAttributes,
    subscribe,
    tagResource,
    unsubscribe,
    untagResource,
  ]),
  resources: topicResources,
};
