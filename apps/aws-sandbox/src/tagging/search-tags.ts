import {
  GetResources$,
  type GetResourcesInput,
  type GetResourcesOutput,
  GetTagKeys$,
  type GetTagKeysInput,
  type GetTagKeysOutput,
  GetTagValues$,
  type GetTagValuesInput,
  type GetTagValuesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';

import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { partitionOf } from '../state/lookup.js';
import type { ResourceView } from '../state/resource-view.js';
import { homeRegion } from '../state/home-region.rules.js';
import { hasTags, isOfTypes, isTaggable } from './resource-type.rules.js';
import { invalid, refuseBadSearch } from './tagging-input.rules.js';
import { taggingPage } from './tagging-pages.rules.js';

const RESOURCES_PER_PAGE = 50;
const NAMES_PER_PAGE = 100;

export const getResources = operation<GetResourcesInput, GetResourcesOutput>({
  schema: GetResources$,
  access: (input, call) => {
    refuseBadSearch(input);
    return onAccount('tag:GetResources')(input, call);
  },
  handle: async (input, call) => {
    const found = (await taggedResources(call)).filter((view) => isAsked(view, input));
    const { items, PaginationToken } = taggingPage(sortedByArn(found), ({ arn }) => arn, {
      token: input.PaginationToken,
      items: input.ResourcesPerPage ?? (input.TagsPerPage === undefined ? RESOURCES_PER_PAGE : found.length),
      ...(input.TagsPerPage === undefined
        ? {}
        : { tags: { most: input.TagsPerPage, of: ({ tags }: ResourceView) => tags.size } }),
    });
    return { PaginationToken, ResourceTagMappingList: items.map((view) => mappingOf(view, input)) };
  },
});

export const getTagKeys = operation<GetTagKeysInput, GetTagKeysOutput>({
  schema: GetTagKeys$,
  access: onAccount('tag:GetTagKeys'),
  handle: async (input, call) => {
    const keys = new Set((await taggedResources(call)).flatMap(({ tags }) => [...tags.keys()]));
    const { items, PaginationToken } = namesPage(keys, input.PaginationToken);
    return { PaginationToken, TagKeys: [...items] };
  },
});

export const getTagValues = operation<GetTagValuesInput, GetTagValuesOutput>({
  schema: GetTagValues$,
  access: (input, call) => {
    const length = input.Key?.length ?? 0;
    if (length < 1 || length > 128) throw invalid('Key must have 1 to 128 characters.');
    return onAccount('tag:GetTagValues')(input, call);
  },
  handle: async (input, call) => {
    const values = new Set((await taggedResources(call)).flatMap(({ tags }) => tags.get(input.Key ?? '') ?? []));
    const { items, PaginationToken } = namesPage(values, input.PaginationToken);
    return { PaginationToken, TagValues: [...items] };
  },
});

/** The Tagging API has no resources of its own. */
export function onAccount(action: string) {
  return (_input: object, { caller }: Call) => [{ action, resource: '*', resourceAccountId: caller.accountId }];
}

/** The tagged resources of the caller's account in the region called; what is global belongs to one region. */
async function taggedResources({ world, caller, region, resourceSources }: Call): Promise<readonly ResourceView[]> {
  const home = homeRegion(partitionOf(world, caller.accountId));
  const found: ResourceView[] = [];
  for (const source of await resourceSources()) {
    for (const view of source.list(world, caller.accountId)) {
      const here = view.region === region || (view.region === 'global' && region === home);
      if (here && view.tags.size > 0 && isTaggable(view)) found.push(view);
    }
  }
  return found;
}

function isAsked(view: ResourceView, input: GetResourcesInput): boolean {
  const arns = input.ResourceARNList ?? [];
  if (arns.length > 0) return arns.includes(view.arn);
  return isOfTypes(view, input.ResourceTypeFilters ?? []) && hasTags(view.tags, input.TagFilters ?? []);
}

function mappingOf({ arn, tags }: ResourceView, { IncludeComplianceDetails }: GetResourcesInput) {
  const Tags = [...tags].map(([Key, Value]) => ({ Key, Value }));
  // Without a tag policy, everything complies.
  const details = IncludeComplianceDetails === true ? { ComplianceDetails: { ComplianceStatus: true } } : {};
  return { ResourceARN: arn, Tags, ...details };
}

function namesPage(names: ReadonlySet<string>, token: string | undefined) {
  return taggingPage([...names].sort(), (name) => name, { token, items: NAMES_PER_PAGE });
}

function sortedByArn(views: readonly ResourceView[]): readonly ResourceView[] {
  return [...views].sort((left, right) => (left.arn < right.arn ? -1 : 1));
}
