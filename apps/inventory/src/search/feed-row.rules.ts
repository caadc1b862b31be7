import type { IndexedResource } from './indexed-resource.js';

/** Stand between the fields of a resource, and between resources. */
export const BETWEEN_FIELDS = '\u001f';
export const BETWEEN_RESOURCES = '\u001e';

const NO_TAGS = '{}';

/** Reads what the feed's SQL writes of several resources: hundreds of thousands a second, which JSON is too slow for. */
export function readResources(text: string): IndexedResource[] {
  return text === '' ? [] : text.split(BETWEEN_RESOURCES).map(readResource);
}

/** Reads what the feed's SQL writes of when principals were last used, in days since 1970. */
export function readUses(text: string): (readonly [arn: string, day: number])[] {
  return text.split(BETWEEN_RESOURCES).map((row) => {
    const [arn = '', day = ''] = row.split(BETWEEN_FIELDS);
    return [arn, Number(day)];
  });
}

/** As the feed's SQL writes them. */
type Fields = readonly [
  ...whereabouts: readonly [arn: string, accountId: string, resourceType: string, region: string],
  ...rest: readonly [name: string, owner: string, isPublic: string, changedAt: string],
  ...marks: readonly [unusedSince: string, isDenied: string, tags: string],
];

function readResource(row: string): IndexedResource {
  const [arn, accountId, resourceType, region, name, owner, isPublic, changedAt, unusedSince, isDenied, tags] =
    row.split(BETWEEN_FIELDS) as unknown as Fields;
  return {
    arn,
    accountId,
    resourceType,
    region,
    name,
    owner: owner === '' ? null : owner,
    tags: tagsOf(tags),
    isPublic: isPublicOf(isPublic),
    changedAt: Number(changedAt),
    unusedSince: Number(unusedSince),
    isDenied: isDenied === 't',
  };
}

function isPublicOf(field: string): boolean | null {
  return field === '' ? null : field === 't';
}

function tagsOf(json: string): Readonly<Record<string, string>> {
  return json === NO_TAGS ? {} : (JSON.parse(json) as Record<string, string>);
}
