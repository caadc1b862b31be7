import * as client from '@aws-sdk/client-eventbridge';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { putPermission, removePermission } from './bus-policy.js';
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses, updateEventBus } from './buses.js';
import { eventbridgeResources } from './eventbridge-resources.js';
import { putEvents, testEventPattern } from './put-events.js';
import {
  deleteRule,
  describeRule,
  disableRule,
  enableRule,
  listRuleNamesByTarget,
  listRules,
  putRule,
} from './rules.js';
import { listTagsForResource, tagResource, untagResource } from './tags.js';
import { listTargetsByRule, putTargets, removeTargets } from './targets.js';

export const eventbridgeService: AwsService = {
  signingName: 'events',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.eventbridge',
      xmlNamespace: 'http://events.amazonaws.com/doc/2015-10-07',
      version: '2015-10-07',
      operations: operationSchemasOf(client),
    },
    { target: 'AWSEvents', version: '1.1' },
  ),
  operations: byName([
    createEventBus,
    deleteEventBus,
    deleteRule,
    describeEventBus,
    describeRule,
    disableRule,
    enableRule,
    listEventBuses,
    listRuleNamesByTarget,
    listRules,
    listTagsForResource,
    listTargetsByRule,
    putEvents,
    putPermission,
    putRule,
    putTargets,
    removePermission,
    removeTargets,
    tagResource,
    testEventPattern,
    untagResource,
    updateEventBus,
  ]),
  resources: eventbridgeResources,
};
