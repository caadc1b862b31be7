import type { World } from '../state/model.js';
import { findResource } from '../state/resource-sources.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { type ItemStatus, type RecordedItem, type ResourceHistory, historiesOf, historyName } from './config-state.js';

/** Config keeps seven years; here the last versions are enough. */
const MOST_ITEMS = 100;

type Image = Pick<RecordedItem, 'configuration' | 'supplementary' | 'tags'>;

/** A resource that a call may change, as it was before. */
export interface Watched {
  readonly arn: string;
  readonly accountId: string;
  readonly view: ResourceView | undefined;
  readonly image: Image | undefined;
}

/** Looks at the resources that a call is about before it changes them. */
export function watch(
  world: World,
  sources: readonly ResourceSource[],
  owners: ReadonlyMap<string, string>,
): readonly Watched[] {
  return [...owners].map(([arn, accountId]) => {
    const view = findResource(sources, world, { arn, accountId });
    return { arn, accountId, view, image: view === undefined ? undefined : imageOf(view) };
  });
}

/** Records what has become of the watched resources, as Config's recorder does. */
export function recordChanges(
  world: World,
  sources: readonly ResourceSource[],
  watched: readonly Watched[],
  now: Date,
): void {
  for (const { arn, accountId, view: before, image } of watched) {
    const after = findResource(sources, world, { arn, accountId });
    if (after === undefined) {
      if (before !== undefined && image !== undefined) recordDeletion(world, before, image, now);
    } else recordState(world, after, image, now);
  }
}

function recordState(world: World, view: ResourceView, before: Image | undefined, now: Date): void {
  const image = imageOf(view);
  if (before === undefined) append(world, view, itemOf(image, 'ResourceDiscovered', now));
  else if (!sameImage(before, image)) {
    discover(world, view, before);
    append(world, view, itemOf(image, 'OK', now));
  }
}

function recordDeletion(world: World, view: ResourceView, image: Image, now: Date): void {
  discover(world, view, image);
  append(world, view, itemOf({ configuration: 'null', supplementary: {}, tags: image.tags }, 'ResourceDeleted', now));
}

/** A resource that nothing was recorded of yet was there since it was made. */
function discover(world: World, view: ResourceView, image: Image): void {
  if (historiesOf(world, view.accountId).has(historyName(view))) return;
  append(world, view, itemOf(image, 'ResourceDiscovered', view.createdAt ?? new Date(0)));
}

type NewItem = Omit<RecordedItem, 'number'>;

function itemOf(image: Image, status: ItemStatus, at: Date): NewItem {
  return { ...image, status, at };
}

function append(world: World, view: ResourceView, item: NewItem): void {
  const histories = historiesOf(world, view.accountId);
  const { arn, type, id, name, accountId, region, createdAt } = view;
  const known: ResourceHistory = histories.get(historyName(view)) ?? {
    ...{ arn, type, id, name, accountId, region, createdAt },
    items: [],
  };
  const number = (known.items.at(-1)?.number ?? 0) + 1;
  histories.set(historyName(view), { ...known, items: [...known.items, { ...item, number }].slice(-MOST_ITEMS) });
}

/** The present state of a resource in the form that is recorded. */
export function imageOf(view: ResourceView): Image {
  const supplementary = Object.entries(view.supplementary?.() ?? {});
  return {
    configuration: JSON.stringify(view.configuration()),
    supplementary: Object.fromEntries(supplementary.map(([name, value]) => [name, JSON.stringify(value)])),
    tags: Object.fromEntries(view.tags),
  };
}

function sameImage(left: Image, right: Image): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
