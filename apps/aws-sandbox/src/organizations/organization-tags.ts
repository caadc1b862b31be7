import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  type Tag,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-organizations';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Organization } from '../state/organization.js';
import {
  ask,
  constraintViolation,
  invalidInput,
  ownOrganization,
  refuseMembers,
  refuseNonReaders,
} from './organizations-account.js';
import { pageOf } from './organizations-paging.rules.js';

const MAX_TAGS = 50;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** Checks tags of a request as they are to be stored, beside those that are there. */
export function readTags(
  tags: readonly Tag[] | undefined,
  known: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const given = new Map<string, string>();
  for (const { Key = '', Value = '' } of tags ?? []) {
    refuseTag(Key, Value);
    if (given.has(Key)) {
      const message = `Tag keys must be unique among the tags attached to the same entity: ${Key}.`;
      throw invalidInput('DUPLICATE_TAG_KEY', message);
    }
    given.set(Key, Value);
  }
  const merged = new Map([...known, ...given]);
  if (merged.size > MAX_TAGS) {
    throw constraintViolation(
      'MAX_TAG_LIMIT_EXCEEDED',
      'You have exceeded the number of tags allowed on this resource.',
    );
  }
  return merged;
}

function refuseTag(key: string, value: string): void {
  if (key.toLowerCase().startsWith('aws:')) {
    const message = 'You specified a tag key that is a system tag. Keys that begin with aws: are reserved.';
    throw invalidInput('INVALID_SYSTEM_TAGS_PARAMETER', message);
  }
  if (!KEY.test(key) || !VALUE.test(value))
    throw invalidInput('INVALID_PATTERN', `You specified an invalid tag: ${key}.`);
}

/** The keys of the tags in a request. */
export function requestTags(tags: readonly Tag[] | undefined): Readonly<Record<string, ContextValue>> {
  if (tags === undefined || tags.length === 0) return {};
  const values = tags.map(({ Key, Value }) => [`aws:RequestTag/${Key ?? ''}`, Value ?? ''] as const);
  return { ...Object.fromEntries(values), 'aws:TagKeys': tags.map(({ Key }) => Key ?? '') };
}

/** The ARN of anything that can have tags. */
export function arnOfResource({ nodes, policies }: Organization, id: string | undefined): string | undefined {
  return nodes.get(id ?? '')?.arn ?? policies.get(id ?? '')?.arn;
}

function resourceNamed(organization: Organization, id: string | undefined): string {
  if (id !== undefined && arnOfResource(organization, id) !== undefined) return id;
  throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.");
}

function onResource(call: Call, action: string, id: string | undefined): readonly AccessQuestion[] {
  const organization = ownOrganization(call);
  const arn = arnOfResource(organization, id) ?? '*';
  return ask(call, action, arn).map((question) => ({
    ...question,
    resourceTags: organization.tags.get(id ?? '') ?? new Map(),
  }));
}

export const tagResource = operation<TagResourceRequest, object>({
  schema: TagResource$,
  access: (input, call) =>
    onResource(call, 'organizations:TagResource', input.ResourceId).map((question) => ({
      ...question,
      context: requestTags(input.Tags),
    })),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const id = resourceNamed(organization, input.ResourceId);
    organization.tags.set(id, readTags(input.Tags, organization.tags.get(id)));
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, object>({
  schema: UntagResource$,
  access: (input, call) =>
    onResource(call, 'organizations:UntagResource', input.ResourceId).map((question) => ({
      ...question,
      context: { 'aws:TagKeys': input.TagKeys ?? [] },
    })),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const tags = organization.tags.get(resourceNamed(organization, input.ResourceId));
    for (const key of input.TagKeys ?? []) tags?.delete(key);
    return {};
  },
});

export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  schema: ListTagsForResource$,
  access: (input, call) => onResource(call, 'organizations:ListTagsForResource', input.ResourceId),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const tags = [...(organization.tags.get(resourceNamed(organization, input.ResourceId)) ?? [])];
    const { items, ...rest } = pageOf(tags, ([key]) => key, { NextToken: input.NextToken, MaxResults: undefined });
    return { Tags: items.map(([Key, Value]) => ({ Key, Value })), ...rest };
  },
});
