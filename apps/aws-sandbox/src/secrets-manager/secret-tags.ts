import {
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-secrets-manager';

import { operation } from '../service/operation.js';
import { asking, liveSecret, requestTagKeys } from './secret-access.js';
import { readSecretTags } from './secret-tags.rules.js';

export const tagResource = operation<TagResourceRequest, object>({
  schema: TagResource$,
  access: asking('secretsmanager:TagResource', (input: TagResourceRequest) => requestTagKeys(input.Tags)),
  handle: (input, call) => {
    const { tags } = liveSecret(call, input);
    for (const [key, value] of readSecretTags(input.Tags ?? [], tags)) tags.set(key, value);
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, object>({
  schema: UntagResource$,
  access: asking('secretsmanager:UntagResource', (input: UntagResourceRequest) => ({
    'aws:TagKeys': input.TagKeys ?? [],
  })),
  handle: (input, call) => {
    const { tags } = liveSecret(call, input);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  },
});
