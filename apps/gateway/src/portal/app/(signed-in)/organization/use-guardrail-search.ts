'use client';
import type { Guardrail } from '@gatehouse/contracts';
import { useEffect, useState } from 'react';
import { useAddress } from '../../../components/lists/use-address';
import { usePlace } from '../../../components/lists/use-place';
import type { ApiProblem } from '../../../gateway-api/api-problem';
import { gatewayApi } from '../../../gateway-api/gateway-api';
import { useReply } from '../../../gateway-api/use-reply';

export interface GuardrailSearch {
  /** What is in the field, a moment before it is asked for. */
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly search: string;
  readonly clear: () => void;
  /** Undefined until the first answer. */
  readonly items: readonly Guardrail[] | undefined;
  readonly problem: ApiProblem | undefined;
  readonly page: number;
  readonly pagesCount: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
  readonly reload: () => void;
}

const PAGE_SIZE = 50;
const TYPING_MILLISECONDS = 300;
const LONGEST_SEARCH = 200;

/** A page of the guardrails that match; what is looked for is in the address. */
export function useGuardrailSearch(): GuardrailSearch {
  const [parameters, setParameters] = useAddress();
  const search = (parameters.get('q') ?? '').slice(0, LONGEST_SEARCH);
  const [typed, type] = useState(search);
  useEffect(() => {
    if (typed.slice(0, LONGEST_SEARCH) === search) return;
    const ask = () => setParameters([['tab', 'guardrails'], ...(typed === '' ? [] : [['q', typed] as const])]);
    const timer = setTimeout(ask, TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed, search, setParameters]);

  const { place, cursor, turnTo } = usePlace(search);
  const { data, problem, reload } = useReply(`guardrails ${cursor ?? ''} ${search}`, (signal) =>
    gatewayApi.guardrails({ limit: PAGE_SIZE, cursor, search: search || undefined }, signal),
  );
  return {
    typed,
    type,
    search,
    clear: () => type(''),
    items: data?.items,
    problem,
    page: place.page,
    pagesCount: place.cursors.length,
    hasMore: place.page === place.cursors.length && data?.nextCursor !== undefined,
    goTo: (page) => turnTo(page, data?.nextCursor),
    reload,
  };
}
