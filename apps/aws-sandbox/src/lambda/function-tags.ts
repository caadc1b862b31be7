import {
  ListTags$,
  type ListTagsRequest,
  type ListTagsResponse,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-lambda';

import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { functionOf, invalidValue, onFunction } from './lambda-access.js';
import { mergedTags, tagContext } from './lambda-tags.rules.js';

const FUNCTION_ARN = /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[^:]+(:[^:]+)?$/u;

interface NamesResource {
  readonly Resource?: string | undefined;
}

/** Tags are on functions, and are asked for by ARN. */
function named({ Resource = '' }: NamesResource): { readonly FunctionName: string } {
  const match = FUNCTION_ARN.exec(Resource);
  if (match === null) throw invalidValue(`The resource ARN ${Resource} is not the ARN of a function.`);
  if (match[1] !== undefined) {
    throw invalidValue(
      'Tags on function aliases and versions are not supported. Please specify either a function ARN.',
    );
  }
  return { FunctionName: Resource };
}

function asking(action: string) {
  return (input: NamesResource, call: Call) => [onFunction(call, named(input), { action })];
}

export const tagResource = operation<TagResourceRequest, object>({
  schema: TagResource$,
  access: (input, call) => [
    onFunction(call, named(input), { action: 'lambda:TagResource', context: tagContext(input.Tags) }),
  ],
  handle: (input, call) => {
    const { tags } = functionOf(call, named(input));
    for (const [key, value] of mergedTags(tags, input.Tags ?? {})) tags.set(key, value);
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, object>({
  schema: UntagResource$,
  access: (input, call) => [
    onFunction(call, named(input), { action: 'lambda:UntagResource', context: { 'aws:TagKeys': input.TagKeys ?? [] } }),
  ],
  handle: (input, call) => {
    const { tags } = functionOf(call, named(input));
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  },
});

export const listTags = operation<ListTagsRequest, ListTagsResponse>({
  schema: ListTags$,
  access: asking('lambda:ListTags'),
  handle: (input, call) => ({ Tags: Object.fromEntries(functionOf(call, named(input)).tags) }),
});
