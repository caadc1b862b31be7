import type { ServiceUse } from '@gatehouse/contracts';

/** When and where a service was last called, as it is stored. */
export type StoredCall = readonly [at: string, region: string | null];

/** Services on a page; AWS has fewer than half as many. */
const MOST = 1_000;

/** The latest call first, then the services that were not called, by their names for people. */
export function serviceUsesOf(
  granted: readonly string[],
  used: Readonly<Record<string, StoredCall>>,
  names: ReadonlyMap<string, string>,
): ServiceUse[] {
  return granted
    .map((service) => {
      const [lastUsedAt, region] = used[service] ?? [null, null];
      return { service, serviceName: names.get(service) ?? service, lastUsedAt, region };
    })
    .sort(byUse)
    .slice(0, MOST);
}

function byUse(one: ServiceUse, other: ServiceUse): number {
  const [first, second] = [one.lastUsedAt ?? '', other.lastUsedAt ?? ''];
  if (first !== second) return first > second ? -1 : 1;
  return one.serviceName.localeCompare(other.serviceName) || one.service.localeCompare(other.service);
}
