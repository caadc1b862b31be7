'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

interface FollowEvent {
  readonly detail: { readonly href?: string | undefined; readonly external?: boolean | undefined };
  preventDefault: () => void;
}

/** Lets the links of components change the screen without loading the page anew. */
export function useFollow(): (event: FollowEvent) => void {
  const router = useRouter();
  return useCallback(
    (event) => {
      const { href, external } = event.detail;
      if (!href || external || !href.startsWith('/') || href.startsWith('/api/')) return;
      event.preventDefault();
      router.push(href);
    },
    [router],
  );
}
