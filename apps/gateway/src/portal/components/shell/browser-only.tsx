'use client';
import { useSyncExternalStore, type ReactNode } from 'react';

const never = () => () => {};

/**
 * Renders its children in the browser only. Components that set style attributes would lose them on the way from the
 * server, because the Content-Security-Policy lets no inline style of a document through.
 */
export function BrowserOnly({ children, fallback }: { children: ReactNode; fallback: ReactNode }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return inBrowser ? children : fallback;
}
