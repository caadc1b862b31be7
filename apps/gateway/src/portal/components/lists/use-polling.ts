'use client';
import { useEffect } from 'react';

/**
 * Asks again so long after each answer, while somebody looks at the page. `loading` is that of what is asked;
 * without an interval nothing is asked.
 */
export function usePolling(reload: () => void, loading: boolean, milliseconds: number | null): void {
  useEffect(() => {
    if (loading || milliseconds === null) return;
    const askIfSeen = () => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = setInterval(askIfSeen, milliseconds);
    return () => clearInterval(timer);
  }, [reload, loading, milliseconds]);
}
