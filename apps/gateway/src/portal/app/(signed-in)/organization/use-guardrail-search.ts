'use client';
import type { Guardrail } from '@gatehouse/contracts';
import { useCallback } from 'react';
import { useAddress } from '../../../components/lists/use-address';
import { usePlace } from '../../../components/lists/use-place';
import { LONGEST_SEARCH, useTyped, type Typed } from '../../../components/lists/use-typed';
import type { ApiProblem } from '../../../gateway-api/api-problem';
import { gatewayApi } from '../../../gateway-api/gateway-api';
import { useReply } from '../../../gateway-api/use-reply';

export interface GuardrailSearch extends Typed {
  readonly search: string;
  readonly clear: () => void;
  /** Undefined until the first answer. */
  readonly items: readonly Guardrail[] | undefined;
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly page: number;
  readonly pagesCount: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
  readonly reload: () => void;
}

const PAGE_SIZE = 50;

/** A page of the guardrails that match; what is looked for is in the address. */
export function useGuardrailSearch(): GuardrailSearch {
  const [parameters, setParameters] = useAddress();
  const search = (parameters.get('q') ?? '').slice(0, LONGEST_SEARCH);
  const typed = useTyped(
    search,
    useCallback(
      (next: string) => setParameters([['tab', 'guardrails'], ...(next === '' ? [] : [['q', next] as const])]),
      [setParameters],
    ),
  );
  const { place, cursor, turnTo } = usePlace(search);
  const { data, shown, problem, loading, reload } = useReply(`guardrails ${cursor ?? ''} ${search}`, (signal) =>
    gatewayApi.guardrails({ limit: PAGE_SIZE, cursor, search: search || undefined }, signal),
  );
  return {
    ...typed,
    search,
    clear: () => typed.type(''),
    items: shown?.items,
    loading,
    problem,
    page: place.page,
    pagesCount: place.cursors.length,
    hasMore: place.page === place.cursors.length && data?.nextCursor !== undefined,
    goTo: (page) => turnTo(page, data?.nextCursor),
    reload,
  };
}
