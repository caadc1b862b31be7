import {
  AddPermission$,
  type AddPermissionRequest,
  RemovePermission$,
  type RemovePermissionRequest,
} from '@aws-sdk/client-sqs';

import { operation } from '../service/operation.js';
import { partitionOf } from '../state/lookup.js';
import { refuseBadDocuments } from './queue-documents.js';
import { onOwnQueue, queueOf } from './queue-access.js';
import { type PolicyText, labelled, policyWith, policyWithout } from './queue-permissions.rules.js';
import { invalidParameter } from './sqs-errors.js';
import type { Queue } from './sqs-state.js';

export const addPermission = operation<AddPermissionRequest, object>({
  schema: AddPermission$,
  access: onOwnQueue('sqs:AddPermission'),
  handle: (input, call) => {
    const { world } = call;
    const queue = queueOf(call, input);
    const { Label = '', AWSAccountIds = [], Actions = [] } = input;
    const unknown = AWSAccountIds.filter((id) => !world.accounts.has(id));
    if (unknown.length > 0) throw invalidParameter('PrincipalId', `[${unknown.join(', ')}]`, 'Unable to verify.');
    const policy = policyWith(policyOf(queue), {
      label: Label,
      queueArn: queue.arn,
      principals: AWSAccountIds.map((id) => `arn:${partitionOf(world, id)}:iam::${id}:root`),
      actions: Actions,
    });
    const Policy = JSON.stringify(policy);
    refuseBadDocuments(world, queue, { Policy });
    queue.attributes.set('Policy', Policy);
    queue.modifiedAt = call.now;
    return {};
  },
});

export const removePermission = operation<RemovePermissionRequest, object>({
  schema: RemovePermission$,
  access: onOwnQueue('sqs:RemovePermission'),
  handle: (input, call) => {
    const queue = queueOf(call, input);
    const { Label = '' } = input;
    const policy = policyOf(queue);
    if (policy === undefined || labelled(policy, Label) === undefined) {
      throw invalidParameter('Label', Label, "can't find label.");
    }
    const rest = policyWithout(policy, Label);
    if (rest === undefined) queue.attributes.delete('Policy');
    else queue.attributes.set('Policy', JSON.stringify(rest));
    queue.modifiedAt = call.now;
    return {};
  },
});

function policyOf(queue: Queue): PolicyText | undefined {
  const text = queue.attributes.get('Policy');
  // What is stored was checked when it was set.
  return text === undefined ? undefined : (JSON.parse(text) as PolicyText);
}
