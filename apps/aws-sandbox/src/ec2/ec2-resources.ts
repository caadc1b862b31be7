import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { type Ec2Place, placeIn, placesOf, tagsToSet } from './ec2-state.js';
import { TAGGED_KINDS, resourceArn } from './tagged-resources.js';

/** What EC2 keeps, as Config records it: the API's members with a small first letter. */
export const ec2Resources: ResourceSource = {
  types: TAGGED_KINDS.map(({ cloudFormation }) => cloudFormation),
  *list(world, accountId, regions = []) {
    for (const region of regions) placeIn(world, { accountId, region });
    for (const place of placesOf(world, accountId)) yield* viewsOf(world, place);
  },
};

function* viewsOf(world: World, place: Ec2Place): Iterable<ResourceView> {
  const partition = partitionOf(world, place.accountId);
  for (const { type, cloudFormation, in: mapOf } of TAGGED_KINDS) {
    for (const [id, item] of mapOf(place)) {
      const tags = tagsToSet(place, id);
      yield {
        arn: resourceArn(partition, place, { id, type }),
        type: cloudFormation,
        id,
        name: tags.get('Name') ?? id,
        accountId: place.accountId,
        region: place.region,
        createdAt: place.madeAt,
        tags,
        configuration: () => lowered('instance' in item ? item.instance : item) as Readonly<Record<string, unknown>>,
      };
    }
  }
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key.charAt(0).toLowerCase() + key.slice(1), lowered(each)]));
}
