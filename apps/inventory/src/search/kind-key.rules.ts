const SEPARATOR = '\n';

/** What stands for a type and a region. */
export function kindKey(resourceType: string, region: string): string {
  return resourceType + SEPARATOR + region;
}

/** The type and the region. */
export function partsOfKind(key: string): readonly [string, string] {
  const [resourceType = '', region = ''] = key.split(SEPARATOR);
  return [resourceType, region];
}
