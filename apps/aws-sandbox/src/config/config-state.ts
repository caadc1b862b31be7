import type { World } from '../state/model.js';
import type { ResourceView } from '../state/resource-view.js';
import { type StateSlot, stateOf } from '../state/service-state.js';
import { shortId } from '../state/unique-id.js';

/** Which accounts and regions a central account sees. */
export interface Aggregator {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: Date;
  updatedAt: Date;
  sources: AggregatorSources;
  readonly tags: Map<string, string>;
}

export type AggregatorSources =
  | { readonly kind: 'organization'; readonly roleArn: string; readonly regions: readonly string[] | 'all' }
  | { readonly kind: 'accounts'; readonly accountIds: readonly string[]; readonly regions: readonly string[] | 'all' };

export type ItemStatus = 'ResourceDiscovered' | 'OK' | 'ResourceDeleted';

/** A resource as it was at a time. Texts are JSON. */
export interface RecordedItem {
  readonly at: Date;
  readonly status: ItemStatus;
  /** Counts the changes of the resource. */
  readonly number: number;
  readonly configuration: string;
  readonly supplementary: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What of a resource never changes, and how it was over time, oldest first. */
export interface ResourceHistory extends Pick<
  ResourceView,
  'arn' | 'type' | 'id' | 'name' | 'accountId' | 'region' | 'createdAt'
> {
  items: readonly RecordedItem[];
}

interface ConfigState {
  /** By `account/region/name`. */
  readonly aggregators: Map<string, Aggregator>;
  /** By account, then by `type/id`. */
  readonly histories: Map<string, Map<string, ResourceHistory>>;
}

const SLOT: StateSlot<ConfigState> = {
  name: 'config',
  create: () => ({ aggregators: new Map(), histories: new Map() }),
};

export function aggregatorsOf(world: World): Map<string, Aggregator> {
  return stateOf(world, SLOT).aggregators;
}

/** The recorded resources of an account by `type/id`. */
export function historiesOf(world: World, accountId: string): Map<string, ResourceHistory> {
  const { histories } = stateOf(world, SLOT);
  const known = histories.get(accountId) ?? new Map<string, ResourceHistory>();
  histories.set(accountId, known);
  return known;
}

export function historyName({ type, id }: Pick<ResourceView, 'type' | 'id'>): string {
  return `${type}/${id}`;
}

interface AggregatorPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly name: string;
}

/** `arn:aws:config:us-east-1:…:config-aggregator/config-aggregator-x7k2q9ab` */
export function aggregatorArn({ partition, region, accountId, name }: AggregatorPlace): string {
  const id = shortId(8, `${accountId}/${region}/${name}`);
  return `arn:${partition}:config:${region}:${accountId}:config-aggregator/config-aggregator-${id}`;
}
