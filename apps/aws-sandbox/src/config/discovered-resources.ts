import {
  BatchGetResourceConfig$,
  type BatchGetResourceConfigRequest,
  type BatchGetResourceConfigResponse,
  GetDiscoveredResourceCounts$,
  type GetDiscoveredResourceCountsRequest,
  type GetDiscoveredResourceCountsResponse,
  ListDiscoveredResources$,
  type ListDiscoveredResourcesRequest,
  type ListDiscoveredResourcesResponse,
  type ResourceIdentifier,
} from '@aws-sdk/client-config-service';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { ResourceView } from '../state/resource-view.js';
import { baseItem, latestItem } from './configuration-item.js';
import { type ResourceHistory, historiesOf, historyName } from './config-state.js';
import { pageOf, pageSize } from './config-pages.rules.js';
import { recordedHere, viewsHere } from './recorded-resources.js';

const PAGE = { standard: 100, most: 100 } as const;
const MOST_KEYS = 100;

type ResourceType = NonNullable<ResourceIdentifier['resourceType']>;

export function onAccount(action: string) {
  return (_input: object, { caller }: Pick<Call, 'caller'>) => [
    { action, resource: '*', resourceAccountId: caller.accountId },
  ];
}

/** What of a resource a list shows. */
interface Listed {
  readonly id: string;
  readonly name: string;
  readonly deletedAt: Date | undefined;
}

export const listDiscoveredResources = operation<ListDiscoveredResourcesRequest, ListDiscoveredResourcesResponse>({
  schema: ListDiscoveredResources$,
  access: onAccount('config:ListDiscoveredResources'),
  handle: async (input, call) => {
    const ids = input.resourceIds ?? [];
    if (ids.length > 0 && input.resourceName !== undefined) {
      throw invalid('You can specify either resource IDs or a resource name but not both in the same request.');
    }
    if (ids.length > 20) throw invalid('You can specify at most 20 resource IDs.');
    const listed = (await listedOf(call, input)).filter(
      ({ id, name }) =>
        (ids.length === 0 || ids.includes(id)) && (input.resourceName === undefined || input.resourceName === name),
    );
    const page = { token: input.nextToken, size: pageSize(input.limit, PAGE) };
    const sorted = [...listed].sort((left, right) => (left.id < right.id ? -1 : 1));
    const { items, next } = pageOf(sorted, ({ id }) => id, page);
    return {
      resourceIdentifiers: items.map(({ id, name, deletedAt }) => ({
        resourceType: input.resourceType as ResourceType,
        resourceId: id,
        resourceName: name,
        ...(deletedAt === undefined ? {} : { resourceDeletionTime: deletedAt }),
      })),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
});

async function listedOf(call: Call, input: ListDiscoveredResourcesRequest): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for (const { id, name } of await viewsHere(call, input.resourceType)) listed.push({ id, name, deletedAt: undefined });
  if (input.includeDeletedResources !== true) return listed;
  const present = new Set(listed.map(({ id }) => id));
  const deleted = [...historiesOf(call.world, call.caller.accountId).values()].filter(
    (each) => each.type === input.resourceType && recordedHere(call, each) && !present.has(each.id),
  );
  return [...listed, ...deleted.map((each) => ({ id: each.id, name: each.name, deletedAt: lastTime(each) }))];
}

function lastTime({ items }: ResourceHistory): Date | undefined {
  return items.at(-1)?.at;
}

export const getDiscoveredResourceCounts = operation<
  GetDiscoveredResourceCountsRequest,
  GetDiscoveredResourceCountsResponse
>({
  schema: GetDiscoveredResourceCounts$,
  access: onAccount('config:GetDiscoveredResourceCounts'),
  handle: async (input, call) => {
    const counts = new Map<string, number>();
    const types = new Set<string>(input.resourceTypes ?? []);
    for (const { type } of await viewsHere(call, undefined)) {
      if (types.size === 0 || types.has(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([left], [right]) => (left < right ? -1 : 1));
    const page = { token: input.nextToken, size: pageSize(input.limit, PAGE) };
    const { items, next } = pageOf(sorted, ([type]) => type, page);
    return {
      totalDiscoveredResources: sorted.reduce((sum, [, count]) => sum + count, 0),
      resourceCounts: items.map(([type, count]) => ({ resourceType: type as ResourceType, count })),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
});

/** Keys of resources that are not there are passed over, as AWS does. */
export const batchGetResourceConfig = operation<BatchGetResourceConfigRequest, BatchGetResourceConfigResponse>({
  schema: BatchGetResourceConfig$,
  access: onAccount('config:BatchGetResourceConfig'),
  handle: async (input, call) => {
    const keys = input.resourceKeys ?? [];
    if (keys.length < 1 || keys.length > MOST_KEYS) {
      throw new AwsError('ValidationException', `resourceKeys must have 1 to ${String(MOST_KEYS)} entries.`);
    }
    const asked = new Set(keys.map(({ resourceType, resourceId }) => `${resourceType ?? ''}/${resourceId ?? ''}`));
    const found: ResourceView[] = [];
    for (const type of new Set(keys.map(({ resourceType }) => resourceType))) {
      for (const view of await viewsHere(call, type)) if (asked.has(historyName(view))) found.push(view);
    }
    return {
      baseConfigurationItems: found.map((view) => baseItem(view, latestItem(call.world, view))),
      unprocessedResourceKeys: [],
    };
  },
});

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
