'use client';
import type { OrganizationNode } from '@gatehouse/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemAgain } from '../../../gateway-api/api-problem';
import { gatewayApi } from '../../../gateway-api/gateway-api';
import { useRetry } from '../../../gateway-api/use-retry';
import { ROOTS, type Level, type Levels } from './tree.rules';

export interface Tree {
  readonly levels: Levels;
  readonly expanded: readonly string[];
  /** Opens or closes a point; what is below it is asked for when it is first opened. */
  readonly toggle: (nodeId: string, isExpanded: boolean) => void;
  /** Asks for the next page below a point, or again for one that failed. */
  readonly loadMore: (parentId: string) => void;
}

const PAGE_SIZE = 100;
const NOTHING: Level = { nodes: [], isLoading: false };

/** The tree of the organizations, level by level and page by page: a unit may hold thousands of accounts. */
export function useTree(): Tree {
  const [levels, setLevels] = useState<Levels>(new Map());
  const [expanded, setExpanded] = useState<readonly string[]>([]);
  const latest = useRef(levels);
  latest.current = levels;

  const change = useCallback((parentId: string, next: (level: Level) => Level) => {
    setLevels((before) => new Map(before).set(parentId, next(before.get(parentId) ?? NOTHING)));
  }, []);

  const load = useCallback(
    async (parentId: string): Promise<readonly OrganizationNode[]> => {
      const { cursor } = latest.current.get(parentId) ?? NOTHING;
      change(parentId, (level) => ({ ...level, isLoading: true }));
      try {
        const page = await gatewayApi.organizationNodes({ limit: PAGE_SIZE, cursor, parentId: parentId || undefined });
        change(parentId, (level) => ({
          nodes: [...level.nodes.filter((node) => !isIn(page.items, node)), ...page.items],
          cursor: page.nextCursor,
          isLoading: false,
        }));
        return page.items;
      } catch (thrown) {
        change(parentId, (level) => ({ ...level, isLoading: false, problem: problemAgain(level.problem, thrown) }));
        return [];
      }
    },
    [change],
  );

  const toggle = useCallback(
    (nodeId: string, isExpanded: boolean) => {
      setExpanded((before) => (isExpanded ? [...before, nodeId] : before.filter((id) => id !== nodeId)));
      if (isExpanded && !latest.current.has(nodeId)) void load(nodeId);
    },
    [load],
  );

  const start = useCallback(() => {
    void load(ROOTS).then((roots) => {
      // One organization is opened at once; of several, people choose.
      if (roots.length === 1 && roots[0] !== undefined) toggle(roots[0].nodeId, true);
    });
  }, [load, toggle]);
  useEffect(start, [start]);
  const { nodes, isLoading, problem } = levels.get(ROOTS) ?? NOTHING;
  useRetry({ problem, loading: isLoading, showsOlder: nodes.length > 0, retry: start });

  const loadMore = useCallback((parentId: string) => void load(parentId), [load]);
  return { levels, expanded, toggle, loadMore };
}

const isIn = (nodes: readonly OrganizationNode[], { nodeId }: OrganizationNode) =>
  nodes.some((other) => other.nodeId === nodeId);
