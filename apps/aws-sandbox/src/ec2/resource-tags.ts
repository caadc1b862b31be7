import {
  CreateTags$,
  type CreateTagsRequest,
  DeleteTags$,
  type DeleteTagsRequest,
  DescribeTags$,
  type DescribeTagsRequest,
  type DescribeTagsResult,
  type Tag,
  type TagDescription,
} from '@aws-sdk/client-ec2';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import { type Kind, common, nextToken, placeFor, select } from './describe.js';
import { ec2Operation } from './ec2-operation.js';
import { type Ec2Place, tagsOf, tagsToSet } from './ec2-state.js';
import { refuseTags } from './ec2-tags.rules.js';
import { TAGGED_KINDS, resourceArn, resourceOf } from './tagged-resources.js';

const MAX_RESOURCES = 1000;
const MAX_TAGS = 50;

interface TagsRequest {
  readonly Resources?: readonly string[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/** Tags are asked for on each resource by itself; one that is not there is refused before anybody is asked. */
function asking(action: string) {
  return ({ Resources = [], Tags = [] }: TagsRequest, call: Call): readonly AccessQuestion[] => {
    const place = placeFor(call);
    const partition = partitionOf(call.world, place.accountId);
    const requested = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value]));
    const keys = Tags.map(({ Key = '' }) => Key);
    return Resources.map((id) => {
      const found = resourceOf(place, id);
      if (found === undefined) throw notThere(id);
      return {
        action,
        resource: resourceArn(partition, place, found),
        resourceAccountId: place.accountId,
        resourceTags: tagsOf(place, id),
        context: {
          'ec2:Region': call.region,
          ...resourceTagContext(tagsOf(place, id)),
          ...requested,
          ...(keys.length === 0 ? {} : { 'aws:TagKeys': keys }),
        },
      };
    });
  };
}

/** EC2 has a key of its own for the tags of resources, older than the global one. */
function resourceTagContext(tags: ReadonlyMap<string, string>): Readonly<Record<string, ContextValue>> {
  return Object.fromEntries([...tags].map(([key, value]) => [`ec2:ResourceTag/${key}`, value]));
}

function notThere(id: string): AwsError {
  const found = /^([a-z]+)-[0-9a-f]{8,17}$/u.exec(id);
  const name = found === null ? undefined : NAMES[found[1] ?? ''];
  if (name === undefined) return new AwsError('InvalidID', `The ID '${id}' is not valid`);
  return new AwsError(`${name.code}.NotFound`, `The ${name.text} ID '${id}' does not exist`);
}

const NAMES: Readonly<Record<string, { readonly code: string; readonly text: string }>> = {
  vpc: { code: 'InvalidVpcID', text: 'vpc' },
  subnet: { code: 'InvalidSubnetID', text: 'subnet' },
  igw: { code: 'InvalidInternetGatewayID', text: 'internetGateway' },
  nat: { code: 'InvalidNatGatewayID', text: 'natGateway' },
  vpce: { code: 'InvalidVpcEndpointId', text: 'vpcEndpoint' },
  eipalloc: { code: 'InvalidElasticIpID', text: 'elasticIp' },
  i: { code: 'InvalidInstanceID', text: 'instance' },
  eni: { code: 'InvalidNetworkInterfaceID', text: 'networkInterface' },
};

export const createTags = ec2Operation<CreateTagsRequest, object>({
  schema: CreateTags$,
  access: asking('ec2:CreateTags'),
  handle: ({ Resources = [], Tags = [] }, call) => {
    const place = placeFor(call);
    refuseMany(Resources);
    refuseTags(Tags);
    const full = Resources.find(
      (id) => new Set([...tagsOf(place, id).keys(), ...Tags.map(({ Key }) => Key)]).size > MAX_TAGS,
    );
    if (full !== undefined) {
      throw new AwsError('TagLimitExceeded', `The resource ${full} would have more than ${String(MAX_TAGS)} tags.`);
    }
    for (const id of Resources) {
      for (const { Key = '', Value = '' } of Tags) tagsToSet(place, id).set(Key, Value);
    }
    return {};
  },
});

function refuseMany(ids: readonly string[]): void {
  if (ids.length <= MAX_RESOURCES) return;
  const text = `The number of resource IDs must not be greater than ${String(MAX_RESOURCES)}`;
  throw new AwsError('InvalidParameterValue', text);
}

/** Without tags every tag goes; with a value only a tag of that value. */
export const deleteTags = ec2Operation<DeleteTagsRequest, object>({
  schema: DeleteTags$,
  access: asking('ec2:DeleteTags'),
  handle: ({ Resources = [], Tags }, call) => {
    const place = placeFor(call);
    refuseMany(Resources);
    for (const id of Resources) removeTags(place, id, Tags);
    return {};
  },
});

function removeTags(place: Ec2Place, id: string, given: readonly Tag[] = []): void {
  const tags = place.tags.get(id);
  if (tags === undefined) return;
  if (given.length === 0) tags.clear();
  for (const tag of given) {
    const key = tag.Key ?? '';
    if (tag.Value === undefined || tags.get(key) === tag.Value) tags.delete(key);
  }
}

const DESCRIPTIONS: Kind<TagDescription> = {
  all: descriptionsOf,
  idOf: ({ ResourceId = '', Key = '' }) => `${ResourceId}/${Key}`,
  fields: {
    key: ({ Key }) => [Key],
    value: ({ Value }) => [Value],
    'resource-id': ({ ResourceId }) => [ResourceId],
    'resource-type': ({ ResourceType }) => [ResourceType],
  },
  notFound: (id) => new AwsError('InvalidID', `The ID '${id}' is not valid`),
};

function* descriptionsOf(place: Ec2Place): Iterable<TagDescription> {
  for (const kind of TAGGED_KINDS) {
    for (const id of kind.in(place).keys()) {
      for (const [Key, Value] of tagsOf(place, id)) yield { ResourceId: id, ResourceType: kind.type, Key, Value };
    }
  }
}

export const describeTags = ec2Operation<DescribeTagsRequest, DescribeTagsResult>({
  schema: DescribeTags$,
  handle: (input, call) => {
    const [byTag, rest] = split(input.Filters ?? []);
    const kind = { ...DESCRIPTIONS, fields: { ...DESCRIPTIONS.fields, ...byTag } };
    const page = select(call, kind, { ...common(input), Filters: rest, ids: undefined });
    return { Tags: [...page.items], ...nextToken(page) };
  },
});

type Filters = NonNullable<DescribeTagsRequest['Filters']>;

/** Of tags themselves, `tag:team` means the tag of that key: its field looks at key and value of the description. */
function split(filters: Filters): readonly [Kind<TagDescription>['fields'], Filters] {
  const named = filters.filter(({ Name = '' }) => /^tag:./u.test(Name));
  const fields = named.map(({ Name = '' }) => {
    const key = Name.slice(4);
    return [`key-value:${key}`, ({ Key, Value }: TagDescription) => (Key === key ? [Value] : [])] as const;
  });
  const renamed = filters.map((each) =>
    named.includes(each) ? { ...each, Name: `key-value:${(each.Name ?? '').slice(4)}` } : each,
  );
  return [Object.fromEntries(fields), renamed];
}
