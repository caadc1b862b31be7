import * as client from '@aws-sdk/client-sqs';

import { errorShapesOf } from '../protocol/error-shapes.js';
import { QueryCompatibleProtocol } from '../protocol/query-compatible-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { deleteMessage, deleteMessageBatch } from './delete-message.js';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './message-visibility.js';
import { getQueueAttributes, listQueueTags, setQueueAttributes, tagQueue, untagQueue } from './queue-configuration.js';
import { createQueue, deleteQueue, purgeQueue } from './queue-lifecycle.js';
import { getQueueUrl, listDeadLetterSourceQueues, listQueues } from './queue-lists.js';
import { addPermission, removePermission } from './queue-permissions.js';
import { queueResources } from './queue-resources.js';
import { receiveMessage } from './receive-message.js';
import { sendMessage, sendMessageBatch } from './send-message.js';

export const sqsService: AwsService = {
  signingName: 'sqs',
  protocol: new QueryCompatibleProtocol(
    {
      namespace: 'com.amazonaws.sqs',
      xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
      version: '2012-11-05',
      operations: operationSchemasOf(client),
    },
    { target: 'AmazonSQS', addressedByPath: 'QueueUrl', errors: errorShapesOf(client) },
  ),
  operations: byName([
    addPermission,
    changeMessageVisibility,
    changeMessageVisibilityBatch,
    createQueue,
    deleteMessage,
    deleteMessageBatch,
    deleteQueue,
    getQueueAttributes,
    getQueueUrl,
    listDeadLetterSourceQueues,
    listQueues,
    listQueueTags,
    purgeQueue,
    receiveMessage,
    removePermission,
    sendMessage,
    sendMessageBatch,
    setQueueAttributes,
    tagQueue,
    untagQueue,
  ]),
  resources: queueResources,
};
