import type { BaseConfigurationItem, ConfigurationItem } from '@aws-sdk/client-config-service';

import type { World } from '../state/model.js';
import type { ResourceView } from '../state/resource-view.js';
import { type RecordedItem, type ResourceHistory, historiesOf, historyName } from './config-state.js';
import type { Row } from './match-query.rules.js';
import { imageOf } from './record-changes.js';

const VERSION = '1.3';
const NOWHERE = 'Not Applicable';
const EVERYWHERE = 'Regional';

/** The latest item of a resource: what was recorded last, or what it is since it was made. */
export function latestItem(world: World, view: ResourceView): RecordedItem {
  const recorded = historiesOf(world, view.accountId).get(historyName(view))?.items.at(-1);
  const image = imageOf(view);
  const at = view.createdAt ?? new Date(0);
  return { ...(recorded ?? { at, status: 'ResourceDiscovered', number: 1 }), ...image };
}

/** An item as the API shows it, with the fields that lists of items and histories share. */
export function baseItem(
  of: Pick<ResourceHistory, 'arn' | 'type' | 'id' | 'name' | 'accountId' | 'region' | 'createdAt'>,
  item: RecordedItem,
): BaseConfigurationItem {
  return {
    version: VERSION,
    accountId: of.accountId,
    configurationItemCaptureTime: item.at,
    configurationItemStatus: item.status,
    configurationStateId: stateIdOf(item),
    arn: of.arn,
    resourceType: of.type as NonNullable<BaseConfigurationItem['resourceType']>,
    resourceId: of.id,
    resourceName: of.name,
    awsRegion: of.region,
    availabilityZone: zoneOf(of.region),
    ...(of.createdAt === undefined ? {} : { resourceCreationTime: of.createdAt }),
    configuration: item.configuration,
    supplementaryConfiguration: { ...item.supplementary },
    recordingFrequency: 'CONTINUOUS',
    configurationItemDeliveryTime: item.at,
  };
}

/** An item of a resource's history. */
export function historyItem(of: Parameters<typeof baseItem>[0], item: RecordedItem): ConfigurationItem {
  return {
    ...baseItem(of, item),
    configurationItemMD5Hash: '',
    tags: { ...item.tags },
    relatedEvents: [],
    relationships: [],
  };
}

/** A number that only grows over the items of a resource. */
function stateIdOf({ at, number }: RecordedItem): string {
  return String(at.getTime() * 1000 + (number % 1000));
}

function zoneOf(region: string): string {
  return region === 'global' ? NOWHERE : EVERYWHERE;
}

/** A resource as queries see it. What takes work to write out is written when a query looks there. */
export function rowOf(world: World, view: ResourceView): Row {
  let configuration: Row | undefined;
  let supplementary: Row | undefined;
  let item: RecordedItem | undefined;
  const latest = (): RecordedItem => (item ??= latestItem(world, view));
  return {
    version: VERSION,
    accountId: view.accountId,
    arn: view.arn,
    resourceType: view.type,
    resourceId: view.id,
    resourceName: view.name,
    awsRegion: view.region,
    availabilityZone: zoneOf(view.region),
    resourceCreationTime: view.createdAt?.toISOString(),
    relationships: [],
    get configurationItemCaptureTime() {
      return latest().at.toISOString();
    },
    get configurationItemStatus() {
      return latest().status;
    },
    get configurationStateId() {
      return stateIdOf(latest());
    },
    get tags() {
      return [...view.tags].map(([key, value]) => ({ tag: `${key}=${value}`, key, value }));
    },
    get configuration() {
      return (configuration ??= view.configuration());
    },
    get supplementaryConfiguration() {
      return (supplementary ??= view.supplementary?.() ?? {});
    },
  };
}
