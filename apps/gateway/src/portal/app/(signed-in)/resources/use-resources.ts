'use client';
import type { Account } from '@gatehouse/contracts';
import { useCallback, useMemo } from 'react';
import { useAccountList } from '../../../components/lists/use-account-list';
import { useAddress } from '../../../components/lists/use-address';
import { usePlace } from '../../../components/lists/use-place';
import type { ApiProblem } from '../../../gateway-api/api-problem';
import { addressOf } from '../../../gateway-api/call-api';
import {
  resourcesApi,
  type ResourceQuery,
  type ResourceRow,
  type ResourceSort,
} from '../../../gateway-api/resources-api';
import { useReply } from '../../../gateway-api/use-reply';
import {
  fittingTokens,
  queryOf,
  sortFromParameters,
  tokensFromParameters,
  tokensToParameters,
  type ResourceToken,
} from './resource-filter.rules';

export interface Resources {
  readonly tokens: readonly ResourceToken[];
  readonly setTokens: (tokens: readonly ResourceToken[]) => void;
  readonly sort: ResourceSort;
  readonly setSort: (sort: ResourceSort) => void;
  /** Conditions and order as one text of parameters, and how to take them from one: what a saved view keeps. */
  readonly view: string;
  readonly openView: (view: string) => void;
  readonly query: ResourceQuery;
  readonly rows: readonly ResourceRow[];
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  /** `1,204`, `10,000+`; empty while it is not known. */
  readonly count: string;
  readonly totalCount: number | undefined;
  readonly page: number;
  readonly pagesCount: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
  readonly reload: () => void;
  /** As far as known: names for the filter, and how fresh each is. */
  readonly accounts: readonly Account[];
}

const PAGE_SIZE = 50;

/** Everything in the accounts, one page at a time from the gateway; what is asked for is in the address. */
export function useResources(): Resources {
  const address = useResourceAddress();
  const { tokens, sort } = address;
  const query = useMemo(() => queryOf(tokens), [tokens]);
  const queryKey = JSON.stringify([query, sort]);
  const { place, cursor, turnTo } = usePlace(queryKey);
  const asked = { ...query, sort, limit: PAGE_SIZE, cursor };
  const { data, shown, problem, loading, reload } = useReply(
    `resources ${queryKey} ${cursor ?? ''}`,
    (signal) => resourcesApi.search(asked, signal),
    addressOf('/api/v3/resources', asked),
  );
  const { items: accounts } = useAccountList();
  const nextCursor = data?.nextCursor;
  return {
    ...address,
    query,
    rows: shown?.items ?? [],
    loading,
    problem,
    count: countText(data),
    totalCount: data?.totalCount,
    page: place.page,
    pagesCount: place.cursors.length,
    hasMore: place.page === place.cursors.length && nextCursor !== undefined,
    goTo: (page) => turnTo(page, nextCursor),
    reload,
    accounts,
  };
}

function countText(
  data: { readonly totalCount?: number | undefined; readonly isTotalExact: boolean } | undefined,
): string {
  if (data?.totalCount === undefined) return '';
  return data.totalCount.toLocaleString() + (data.isTotalExact ? '' : '+');
}

function useResourceAddress() {
  const [parameters, setParameters] = useAddress();
  const tokens = useMemo(() => tokensFromParameters(parameters), [parameters]);
  const sort = sortFromParameters(parameters);
  const show = useCallback(
    (next: readonly ResourceToken[], order: ResourceSort) => setParameters(parametersOf(next, order)),
    [setParameters],
  );
  return {
    tokens,
    sort,
    setTokens: (next: readonly ResourceToken[]) => show(fittingTokens(next), sort),
    setSort: (order: ResourceSort) => show(tokens, order),
    view: new URLSearchParams(parametersOf(tokens, sort)).toString(),
    openView: (view: string) => {
      const kept = new URLSearchParams(view);
      show(tokensFromParameters(kept), sortFromParameters(kept));
    },
  };
}

function parametersOf(tokens: readonly ResourceToken[], sort: ResourceSort): [string, string][] {
  return [...tokensToParameters(tokens), ...(sort === 'arn' ? [] : [['sort', sort] as [string, string]])];
}
