import {
  ListResourceTags$,
  type ListResourceTagsRequest,
  type ListResourceTagsResponse,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-kms';

import { operation } from '../service/operation.js';
import { keyOf, managing, refusePending } from './key-access.js';
import { kmsPage } from './kms-paging.rules.js';
import { readKeyTags, requestTagKeys } from './kms-tags.rules.js';

export const tagResource = operation<TagResourceRequest, object>({
  schema: TagResource$,
  access: managing('kms:TagResource', (input: TagResourceRequest) => requestTagKeys(input.Tags)),
  handle: (input, call) => {
    const key = keyOf(call, input);
    refusePending(key);
    for (const [name, value] of readKeyTags(input.Tags ?? [], key.tags)) key.tags.set(name, value);
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, object>({
  schema: UntagResource$,
  access: managing('kms:UntagResource', (input: UntagResourceRequest) => ({ 'aws:TagKeys': input.TagKeys ?? [] })),
  handle: (input, call) => {
    const key = keyOf(call, input);
    refusePending(key);
    for (const name of input.TagKeys ?? []) key.tags.delete(name);
    return {};
  },
});

export const listResourceTags = operation<ListResourceTagsRequest, ListResourceTagsResponse>({
  schema: ListResourceTags$,
  access: managing('kms:ListResourceTags'),
  handle: (input, call) => {
    const tags = [...keyOf(call, input).tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    const { items, more } = kmsPage(tags, input, { normal: 50, max: 50 });
    return { Tags: [...items], ...more };
  },
});
