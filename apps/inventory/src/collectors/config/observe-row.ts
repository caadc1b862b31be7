import { GLOBAL_REGION, plainResource, type ObservedResource } from '../../resource/observed-resource.js';
import { lastPartOf } from '../arn.rules.js';

/** Config's own judgements are no resources. */
const NO_RESOURCES = /^AWS::Config::(?:ResourceCompliance|ConformancePackCompliance)$/;

/** How types are named. Types of third parties have other names, and no ARNs. */
const TYPE = /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/;

type Row = Readonly<Record<string, unknown>>;

/** Whether a type that Config names is one that `taken` collectors leave to it. */
export function isLeftToConfig(resourceType: unknown, taken: ReadonlySet<string>): resourceType is string {
  return (
    typeof resourceType === 'string' &&
    TYPE.test(resourceType) &&
    !NO_RESOURCES.test(resourceType) &&
    !taken.has(resourceType)
  );
}

/** A row of Config's answer; null for text that is none. */
export function rowOf(text: string): Row | null {
  try {
    const row: unknown = JSON.parse(text);
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Row) : null;
  } catch {
    return null;
  }
}

/**
 * A row in the shape of every resource; null without an ARN. The configuration itself is left out, because people keep
 * secrets in the environments of tasks and builds: `configurationStateId` changes with it, so a change is seen.
 */
export function observeRow(accountId: string, row: Row): ObservedResource | null {
  const arn = textIn(row, 'arn');
  const resourceType = textIn(row, 'resourceType');
  if (!arn.startsWith('arn:') || resourceType === '') return null;
  return plainResource({
    arn,
    accountId,
    resourceType,
    name: nameIn(row, arn),
    region: textIn(row, 'awsRegion') || GLOBAL_REGION,
    tags: tagsIn(row['tags']),
    settings: {
      resourceId: textIn(row, 'resourceId'),
      createdAt: row['resourceCreationTime'] ?? null,
      availabilityZone: row['availabilityZone'] ?? null,
      configurationStateId: row['configurationStateId'] ?? null,
    },
  });
}

function nameIn(row: Row, arn: string): string {
  return textIn(row, 'resourceName') || lastPartOf(textIn(row, 'resourceId') || arn);
}

function textIn(row: Row, key: string): string {
  const value = row[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Config writes tags as a list of `{ key, value }`; in older items as an object. */
function tagsIn(tags: unknown): Record<string, string> {
  if (!Array.isArray(tags)) return typeof tags === 'object' && tags !== null ? textsIn(tags) : {};
  const pairs = tags.flatMap((tag: unknown): [string, string][] => {
    const { key, value } = (tag ?? {}) as { key?: unknown; value?: unknown };
    return typeof key === 'string' ? [[key, typeof value === 'string' ? value : '']] : [];
  });
  return Object.fromEntries(pairs);
}

function textsIn(tags: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
