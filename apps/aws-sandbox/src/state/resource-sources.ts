import type { World } from './model.js';
import type { ResourceSource, ResourceView } from './resource-view.js';

/** The resource of an ARN in an account, among what these sources show. */
export function findResource(
  sources: readonly ResourceSource[],
  world: World,
  { arn, accountId }: { readonly arn: string; readonly accountId: string },
): ResourceView | undefined {
  for (const source of sources) {
    const view = source.find === undefined ? searchIn(source.list(world, accountId), arn) : source.find(world, arn);
    if (view?.accountId === accountId) return view;
  }
  return undefined;
}

function searchIn(views: Iterable<ResourceView>, arn: string): ResourceView | undefined {
  for (const view of views) if (view.arn === arn) return view;
  return undefined;
}
