'use client';
import type { PrincipalSummary } from '@gatehouse/contracts';
import { useCallback, useMemo } from 'react';
import { useAddress } from '../../../components/lists/use-address';
import { usePlace } from '../../../components/lists/use-place';
import { LONGEST_SEARCH, useTyped, type Typed } from '../../../components/lists/use-typed';
import type { ApiProblem } from '../../../gateway-api/api-problem';
import { addressOf } from '../../../gateway-api/call-api';
import { gatewayApi, type PrincipalQuery } from '../../../gateway-api/gateway-api';
import { useReply } from '../../../gateway-api/use-reply';

/** What is looked for; all of it is in the address. Empty texts ask for everything. */
export interface PrincipalsQuery {
  readonly search: string;
  readonly accountId: string;
  readonly type: string;
}

export interface Principals extends Typed {
  readonly query: PrincipalsQuery;
  readonly change: (change: Partial<PrincipalsQuery>) => void;
  readonly clear: () => void;
  readonly filtered: boolean;
  readonly rows: readonly PrincipalSummary[];
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly totalCount: number | undefined;
  readonly page: number;
  readonly pagesCount: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
  readonly reload: () => void;
}

const PAGE_SIZE = 50;

/** One page at a time from the gateway: the list may hold millions. */
export function usePrincipals(): Principals {
  const { query, change } = useQuery();
  const typed = useTyped(
    query.search,
    useCallback((search: string) => change({ search }), [change]),
  );
  const queryKey = JSON.stringify(query);
  const { place, cursor, turnTo } = usePlace(queryKey);
  const asked = askFor(query, cursor);
  const { data, shown, problem, loading, reload } = useReply(
    `principals ${queryKey} ${cursor ?? ''}`,
    (signal) => gatewayApi.principals(asked, signal),
    addressOf('/api/v3/principals', { ...asked }),
  );
  const nextCursor = data?.nextCursor;
  return {
    ...typed,
    query,
    change,
    clear: () => {
      typed.type('');
      change(NO_QUERY);
    },
    filtered: queryKey !== JSON.stringify(NO_QUERY),
    rows: shown?.items ?? [],
    loading,
    problem,
    totalCount: data?.totalCount,
    page: place.page,
    pagesCount: place.cursors.length,
    hasMore: place.page === place.cursors.length && nextCursor !== undefined,
    goTo: (page) => turnTo(page, nextCursor),
    reload,
  };
}

const NO_QUERY: PrincipalsQuery = { search: '', accountId: '', type: '' };

function askFor({ search, accountId, type }: PrincipalsQuery, cursor: string | undefined): PrincipalQuery {
  return {
    limit: PAGE_SIZE,
    cursor,
    search: search || undefined,
    accountId: accountId || undefined,
    type: type === 'role' || type === 'user' ? type : undefined,
  };
}

function useQuery() {
  const [parameters, setParameters] = useAddress();
  const query = useMemo<PrincipalsQuery>(
    () => ({
      search: (parameters.get('q') ?? '').slice(0, LONGEST_SEARCH),
      accountId: /^\d{12}$/.test(parameters.get('account') ?? '') ? parameters.get('account')! : '',
      type: parameters.get('type') ?? '',
    }),
    [parameters],
  );
  const change = useCallback(
    (changed: Partial<PrincipalsQuery>) => {
      const next = { ...query, ...changed };
      const pairs: [string, string][] = [
        ['q', next.search],
        ['account', next.accountId],
        ['type', next.type],
      ];
      setParameters(pairs.filter(([, value]) => value !== ''));
    },
    [query, setParameters],
  );
  return { query, change };
}
