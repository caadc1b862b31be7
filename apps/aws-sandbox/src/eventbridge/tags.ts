import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-eventbridge';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Tags, World } from '../state/model.js';
import { checkNumber, checkTags, tagsIn } from './event-tags.rules.js';
import { notFound, tagContext } from './eventbridge-access.js';
import { busesOf } from './eventbridge-state.js';

/** The tags of a bus or rule, by its ARN. */
function tagsAt(world: World, arn: string): Tags | undefined {
  const [, , , region = '', accountId = ''] = arn.split(':');
  for (const bus of busesOf(world, accountId, region)) {
    if (bus.arn === arn) return bus.tags;
    for (const rule of bus.rules.values()) if (rule.arn === arn) return rule.tags;
  }
  return undefined;
}

function tagsOf(call: Call, arn = ''): Tags {
  const isOwn = arn.split(':')[3] === call.region && arn.split(':')[4] === call.caller.accountId;
  const tags = isOwn ? tagsAt(call.world, arn) : undefined;
  if (tags === undefined) throw notFound(`Resource ${arn} does not exist.`);
  return tags;
}

function about(call: Call, action: string, arn = '', context?: Readonly<Record<string, ContextValue>>): AccessQuestion {
  const tags = tagsAt(call.world, arn);
  return {
    action: `events:${action}`,
    resource: arn,
    resourceAccountId: arn.split(':')[4] ?? call.caller.accountId,
    ...(tags === undefined ? {} : { resourceTags: tags }),
    ...(context === undefined ? {} : { context }),
  };
}

export const tagResource = operation<TagResourceRequest, object>({
  schema: TagResource$,
  access: (input, call) => {
    checkTags(input.Tags ?? []);
    return [about(call, 'TagResource', input.ResourceARN, tagContext(input.Tags))];
  },
  handle: (input, call) => {
    const tags = tagsOf(call, input.ResourceARN);
    const given = tagsIn(input.Tags);
    checkNumber(new Set([...tags.keys(), ...given.map(([key]) => key)]).size);
    for (const [key, value] of given) tags.set(key, value);
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, object>({
  schema: UntagResource$,
  access: (input, call) => [
    about(call, 'UntagResource', input.ResourceARN, { 'aws:TagKeys': [...(input.TagKeys ?? [])] }),
  ],
  handle: (input, call) => {
    const tags = tagsOf(call, input.ResourceARN);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  },
});

export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  schema: ListTagsForResource$,
  access: (input, call) => [about(call, 'ListTagsForResource', input.ResourceARN)],
  handle: (input, call) => ({ Tags: [...tagsOf(call, input.ResourceARN)].map(([Key, Value]) => ({ Key, Value })) }),
});
