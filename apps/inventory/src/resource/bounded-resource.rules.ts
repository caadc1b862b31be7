import type { ObservedResource } from './observed-resource.js';
import { storable } from './storable.rules.js';

/** Any ARN, as every message about a resource has it. */
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/s;
const ARN_LIMIT = 2_048;
const NAME_LIMIT = 1_024;
const PATH_LIMIT = 512;
/** AWS's own limits for tags. */
const TAG_KEY_LIMIT = 128;
const TAG_VALUE_LIMIT = 256;

/** What of a page can be kept, and how much cannot: a thing without an ARN has no name that anybody could ask for. */
export function keepable(page: readonly ObservedResource[]): {
  readonly kept: readonly ObservedResource[];
  readonly nameless: number;
} {
  const kept = storable(page).filter(({ arn }) => arn.length <= ARN_LIMIT && ARN.test(arn));
  return { kept: kept.map(bounded), nameless: page.length - kept.length };
}

/** Longer than AWS allows is cut, so that one odd tag hides no resource. */
function bounded(resource: ObservedResource): ObservedResource {
  const { name, path, tags } = resource;
  const isOdd = Object.entries(tags).some(
    ([key, value]) => key.length > TAG_KEY_LIMIT || value.length > TAG_VALUE_LIMIT,
  );
  if (!isOdd && name.length <= NAME_LIMIT && path.length <= PATH_LIMIT) return resource;
  return { ...resource, name: name.slice(0, NAME_LIMIT), path: path.slice(0, PATH_LIMIT), tags: boundedTags(tags) };
}

function boundedTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [key.slice(0, TAG_KEY_LIMIT), value.slice(0, TAG_VALUE_LIMIT)]),
  );
}
