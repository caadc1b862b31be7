'use client';
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 688px)';

/** True on screens too narrow for a table: lists then show a card per row. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(NARROW).matches,
    () => false,
  );
}
