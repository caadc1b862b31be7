import {
  ListPolicyTags$,
  type ListPolicyTagsRequest,
  type ListPolicyTagsResponse,
  TagPolicy$,
  type TagPolicyRequest,
  UntagPolicy$,
  type UntagPolicyRequest,
} from '@aws-sdk/client-iam';

import { operation } from '../service/operation.js';
import { mergedTags, readTags, replaceTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { namedPolicy, onPolicy, ownPolicy } from './named-policy.js';
import { tagPage } from './tag-page.js';

export const tagPolicy = operation<TagPolicyRequest, object>({
  schema: TagPolicy$,
  access: onPolicy('iam:TagPolicy', ({ Tags }) => requestTagContext(Tags ?? [])),
  handle: (input, call) => {
    const { tags } = ownPolicy(input, call);
    replaceTags(tags, mergedTags(tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagPolicy = operation<UntagPolicyRequest, object>({
  schema: UntagPolicy$,
  access: onPolicy('iam:UntagPolicy', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const { tags } = ownPolicy(input, call);
    replaceTags(tags, withoutTags(tags, input.TagKeys ?? []));
    return {};
  },
});

export const listPolicyTags = operation<ListPolicyTagsRequest, ListPolicyTagsResponse>({
  schema: ListPolicyTags$,
  access: onPolicy('iam:ListPolicyTags'),
  handle: (input, call) => tagPage(namedPolicy(input, call).tags, input),
});
