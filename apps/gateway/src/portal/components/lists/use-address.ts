'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** The parameters of the address, and how to change them without loading anything or filling the history. */
export function useAddress(): [URLSearchParams, (parameters: Iterable<readonly [string, string]>) => void] {
  const parameters = useSearchParams();
  const pathname = usePathname();
  const change = useCallback(
    (next: Iterable<readonly [string, string]>) => {
      const text = new URLSearchParams([...next].map(([name, value]) => [name, value])).toString();
      window.history.replaceState(null, '', text ? `${pathname}?${text}` : pathname);
    },
    [pathname],
  );
  return [parameters, change];
}
