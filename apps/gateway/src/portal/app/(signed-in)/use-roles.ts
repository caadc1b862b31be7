'use client';
import type { EligibleRole } from '@gatehouse/contracts';
import { useCallback, useMemo } from 'react';
import { useAccountList } from '../../components/lists/use-account-list';
import { useAddress } from '../../components/lists/use-address';
import { usePages } from '../../components/lists/use-pages';
import { filterFromParameters, filterToParameters } from '../../components/roles/role-filter-url.rules';
import { matchesFilter, narrowingOf, type RoleFilter } from '../../components/roles/role-filter.rules';
import type { ApiProblem } from '../../gateway-api/api-problem';
import { gatewayApi } from '../../gateway-api/gateway-api';

/** A row: an eligible role, and where in the organization its account is, once that is known. */
export interface RoleRow extends EligibleRole {
  readonly ouPath: string | undefined;
}

export interface Roles {
  readonly filter: RoleFilter;
  readonly setFilter: (filter: RoleFilter) => void;
  /** Rows that match the filter, as far as loaded. */
  readonly matching: readonly RoleRow[];
  /** Rows loaded without a filter: what suggestions are made from. */
  readonly all: readonly RoleRow[];
  readonly complete: boolean;
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/**
 * The roles of the person. A list that fits is loaded whole and filtered here at once; of a longer one the gateway is
 * asked only for what the filter leaves.
 */
export function useRoles(): Roles {
  const [parameters, setParameters] = useAddress();
  const filter = useMemo(() => filterFromParameters(parameters), [parameters]);
  const base = usePages<EligibleRole>({ key: 'roles', load: gatewayApi.roles, first: '/api/v3/roles?limit=100' });
  const narrowing = narrowingOf(filter);
  const ask = !base.complete && !base.loading && Object.keys(narrowing).length > 0;
  const narrowed = usePages<EligibleRole>({
    key: ask ? `roles ${JSON.stringify(narrowing)}` : null,
    load: (page, signal) => gatewayApi.roles({ ...page, ...narrowing }, signal),
  });
  const ouPaths = useOuPaths();
  const source = ask ? narrowed : base;

  const all = useMemo(() => withOuPaths(base.items, ouPaths), [base.items, ouPaths]);
  const matching = useMemo(
    () => withOuPaths(source.items, ouPaths).filter((role) => matchesFilter(role, filter)),
    [source.items, ouPaths, filter],
  );
  const setFilter = useCallback(
    (next: RoleFilter) => {
      const others = [...parameters].filter(([name]) => !['f', 'q', 'op', 'page'].includes(name));
      setParameters([...filterToParameters(next), ...others]);
    },
    [parameters, setParameters],
  );
  const { complete, loading, problem, loadMore, reload } = source;
  return { filter, setFilter, matching, all, complete, loading, problem, loadMore, reload };
}

function useOuPaths(): ReadonlyMap<string, string> {
  const { items } = useAccountList();
  return useMemo(() => new Map(items.map(({ accountId, ouPath }) => [accountId, ouPath])), [items]);
}

function withOuPaths(roles: readonly EligibleRole[], ouPaths: ReadonlyMap<string, string>): RoleRow[] {
  return roles.map((role) => ({ ...role, ouPath: ouPaths.get(role.accountId) }));
}
