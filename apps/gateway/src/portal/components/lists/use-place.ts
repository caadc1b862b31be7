'use client';
import { useState } from 'react';

interface Visited {
  readonly queryKey: string;
  /** Where each page seen so far begins. */
  readonly cursors: readonly (string | undefined)[];
  readonly page: number;
}

/** Which page of a long list one is on; another question begins at its first page again. */
export function usePlace(queryKey: string) {
  const [visited, setVisited] = useState<Visited>({ queryKey, cursors: [undefined], page: 1 });
  const place = visited.queryKey === queryKey ? visited : { queryKey, cursors: [undefined], page: 1 };
  const turnTo = (page: number, nextCursor: string | undefined) => {
    const cursors = page > place.cursors.length && nextCursor ? [...place.cursors, nextCursor] : place.cursors;
    setVisited({ queryKey, cursors, page: Math.min(page, cursors.length) });
  };
  return { place, cursor: place.cursors[place.page - 1], turnTo };
}
