import type { Call } from '../service/call.js';
import { homeRegion } from '../state/home-region.rules.js';
import { partitionOf } from '../state/lookup.js';
import type { ResourceView } from '../state/resource-view.js';

/** The resources of the caller's account that Config records in the region called, of one type or of all. */
export async function viewsHere(call: Call, type: string | undefined): Promise<readonly ResourceView[]> {
  const { world, caller, region } = call;
  const found: ResourceView[] = [];
  for (const source of await call.resourceSources()) {
    if (type !== undefined && !source.types.includes(type)) continue;
    for (const view of source.list(world, caller.accountId, [region])) {
      if ((type === undefined || view.type === type) && recordedHere(call, view)) found.push(view);
    }
  }
  return found;
}

/** What is global is recorded in the home region. */
export function recordedHere(
  { world, caller, region }: Pick<Call, 'world' | 'caller' | 'region'>,
  view: Pick<ResourceView, 'region'>,
): boolean {
  return (
    view.region === region || (view.region === 'global' && region === homeRegion(partitionOf(world, caller.accountId)))
  );
}
