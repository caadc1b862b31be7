import {
  DescribeInstance$,
  type DescribeInstanceRequest,
  type DescribeInstanceResponse,
  ListInstances$,
  type ListInstancesRequest,
  type ListInstancesResponse,
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-sso-admin';

import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { instanceOf, invalid, nextToken, notFound, onInstance, pageOf, permissionSetOf } from './sso-access.js';
import { type PermissionSet, type SsoInstance, ssoInstances } from './sso-state.js';
import { readTags, refuseMany, tagContext } from './sso-tags.rules.js';

/** The instance of an organization is seen from each of its accounts. */
export const listInstances = operation<ListInstancesRequest, ListInstancesResponse>({
  schema: ListInstances$,
  access: (_input, { caller }) => [{ action: 'sso:ListInstances', resource: '*', resourceAccountId: caller.accountId }],
  handle: (input, { world, caller, region }) => {
    const organization = world.accounts.get(caller.accountId)?.organizationId;
    const seen = [...ssoInstances(world).values()].filter(
      (each) => each.region === region && world.accounts.get(each.ownerAccountId)?.organizationId === organization,
    );
    const page = pageOf(seen, ({ arn }) => arn, input);
    return { Instances: page.items.map(shapeOf), ...nextToken(page) };
  },
});

function shapeOf({ arn, identityStoreId, ownerAccountId, name, createdAt }: SsoInstance) {
  return {
    InstanceArn: arn,
    IdentityStoreId: identityStoreId,
    OwnerAccountId: ownerAccountId,
    Name: name,
    CreatedDate: createdAt,
    Status: 'ACTIVE' as const,
  };
}

export const describeInstance = operation<DescribeInstanceRequest, DescribeInstanceResponse>({
  schema: DescribeInstance$,
  access: (input, call) => onInstance(call, input, { action: 'DescribeInstance' }),
  handle: (input, call) => shapeOf(instanceOf(call, input)),
});

interface NamesTagged {
  readonly InstanceArn?: string | undefined;
  readonly ResourceArn?: string | undefined;
}

/** Only permission sets carry tags here. */
function tagged(call: Call, input: NamesTagged): PermissionSet {
  return permissionSetOf(call, named(call, input)).set;
}

function named({ world }: Call, { InstanceArn, ResourceArn = '' }: NamesTagged) {
  const owner = [...ssoInstances(world).values()].find(({ permissionSets }) => permissionSets.has(ResourceArn));
  const instance = InstanceArn ?? owner?.arn;
  if (instance === undefined) throw notFound(`Resource ${ResourceArn} could not be found.`);
  return { InstanceArn: instance, PermissionSetArn: ResourceArn };
}

export const tagResource = operation<TagResourceRequest, object>({
  schema: TagResource$,
  access: (input, call) =>
    onInstance(call, named(call, input), { action: 'TagResource', context: tagContext(input.Tags ?? []) }),
  handle: (input, call) => {
    const { tags } = tagged(call, input);
    const set = readTags(input.Tags ?? []);
    refuseMany(new Set([...tags.keys(), ...set.keys()]).size);
    for (const [key, value] of set) tags.set(key, value);
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, object>({
  schema: UntagResource$,
  access: (input, call) =>
    onInstance(call, named(call, input), { action: 'UntagResource', context: { 'aws:TagKeys': input.TagKeys ?? [] } }),
  handle: (input, call) => {
    const keys = input.TagKeys ?? [];
    if (keys.length === 0) throw invalid('At least one tag key is needed.');
    const { tags } = tagged(call, input);
    for (const key of keys) tags.delete(key);
    return {};
  },
});

export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  schema: ListTagsForResource$,
  access: (input, call) => onInstance(call, named(call, input), { action: 'ListTagsForResource' }),
  handle: (input, call) => {
    const page = pageOf(tagged(call, input).tags, ([key]) => key, { NextToken: input.NextToken });
    return { Tags: page.items.map(([Key, Value]) => ({ Key, Value })), ...nextToken(page) };
  },
});
