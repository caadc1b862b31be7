import { searchResources, type RequestInputOf, type ResourceSummary } from '@gatehouse/contracts';
import type { ServiceClient, VerifiedActor } from '@gatehouse/messaging';

const PAGE = 500;
/** ConsoleMe's lists have no pages, so ours are put together; what is further down is not looked for. */
const MOST_PAGES = 40;

/** Which resources are wanted, and how many. */
export interface ResourceWish {
  readonly filter: Omit<RequestInputOf<typeof searchResources>, 'limit' | 'cursor'>;
  readonly limit: number;
  /** Narrows what the search finds to what ConsoleMe would. */
  readonly isWanted: (resource: ResourceSummary) => boolean;
}

/** The first so many resources that are wanted. */
export async function collectResources(
  services: Pick<ServiceClient, 'call'>,
  actor: VerifiedActor,
  { filter, limit, isWanted }: ResourceWish,
): Promise<ResourceSummary[]> {
  const wanted: ResourceSummary[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES && wanted.length < limit; page += 1) {
    const reply = await services.call(searchResources, actor, {
      ...filter,
      limit: Math.min(PAGE, Math.max(limit, 20)),
      ...(cursor !== undefined && { cursor }),
    });
    wanted.push(...reply.items.filter(isWanted));
    cursor = reply.nextCursor;
    if (cursor === undefined) break;
  }
  return wanted.slice(0, limit);
}
