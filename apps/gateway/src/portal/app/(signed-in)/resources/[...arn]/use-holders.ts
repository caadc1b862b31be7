'use client';
import type { AccessHolder } from '@gatehouse/contracts';
import { useEffect, useState } from 'react';
import { usePages, type Pages } from '../../../../components/lists/use-pages';
import { resourcesApi, type AccessHolders } from '../../../../gateway-api/resources-api';

/** The most that the contract gives at once. */
const MOST_PER_PAGE = 200;
/** The index of who can do what is built within seconds of a start. */
const ASK_AGAIN_MILLISECONDS = 2_000;

export interface Holders extends Pages<AccessHolder> {
  /** What every page tells of the whole; undefined until the first. */
  readonly facts: Pick<AccessHolders, 'asOf' | 'isPublic' | 'unknownGrantees'> | undefined;
  /** True while the index is being built; it is asked again until it is. */
  readonly isBuilding: boolean;
}

/** Everybody who can do an action on something; pages that bring nobody are followed by the next ones. */
export function useHolders(action: string, target: string): Holders {
  const [facts, setFacts] = useState<Holders['facts']>();
  const pages = usePages<AccessHolder>({
    key: `who can ${action} ${target}`,
    load: async ({ limit, cursor }, signal) => {
      const query = { action, resourceArn: target, limit: Math.min(limit, MOST_PER_PAGE), cursor };
      const { asOf, isPublic, unknownGrantees, ...page } = await resourcesApi.whoCan(query, signal);
      if (!signal.aborted) setFacts({ asOf, isPublic, unknownGrantees });
      return page;
    },
  });
  const isBuilding = pages.problem?.facts.reason === 'INDEX_NOT_READY';
  const { reload } = pages;
  useEffect(() => {
    if (!isBuilding) return;
    const timer = setInterval(reload, ASK_AGAIN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isBuilding, reload]);
  return { ...pages, facts, isBuilding };
}
