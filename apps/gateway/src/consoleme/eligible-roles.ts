import { listEligibleRoles, type EligibleRole } from '@gatehouse/contracts';
import type { ServiceClient, VerifiedActor } from '@gatehouse/messaging';

const PAGE = 5_000;
/** ConsoleMe's lists have no pages, so ours are put together; more roles than this nobody is eligible for. */
const MOST_PAGES = 20;

/** Which roles are wanted. */
export interface RoleWish {
  readonly includeCliOnly: boolean;
  readonly search?: string;
}

/** All roles that the actor is eligible for. */
export async function listAllEligibleRoles(
  services: Pick<ServiceClient, 'call'>,
  actor: VerifiedActor,
  wish: RoleWish,
): Promise<EligibleRole[]> {
  const roles: EligibleRole[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const reply = await services.call(listEligibleRoles, actor, {
      ...wish,
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    roles.push(...reply.items);
    cursor = reply.nextCursor;
    if (cursor === undefined) break;
  }
  return roles;
}
