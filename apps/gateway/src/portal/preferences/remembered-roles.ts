'use client';
import { useCallback, useMemo } from 'react';
import { readBrowserValue, useBrowserValue, writeBrowserValue } from './browser-store';
import { readRemembered, withFavouriteToggled, withRecent, type RememberedRole } from './remembered-roles.rules';

export interface RememberedRoles {
  readonly favourites: readonly RememberedRole[];
  readonly recents: readonly RememberedRole[];
  readonly isFavourite: (roleArn: string) => boolean;
  readonly toggleFavourite: (role: RememberedRole) => void;
  readonly noteUse: (role: RememberedRole) => void;
}

/** Favourites and recents of one person in this browser; two people who share a browser do not see each other's. */
export function useRememberedRoles(personId: string): RememberedRoles {
  const favouritesKey = `gatehouse.favourites.${personId}`;
  const recentsKey = `gatehouse.recents.${personId}`;
  const [storedFavourites] = useBrowserValue(favouritesKey);
  const [storedRecents] = useBrowserValue(recentsKey);
  const favourites = useMemo(() => readRemembered(storedFavourites), [storedFavourites]);
  const recents = useMemo(() => readRemembered(storedRecents), [storedRecents]);
  const favouriteArns = useMemo(() => new Set(favourites.map(({ roleArn }) => roleArn)), [favourites]);

  return {
    favourites,
    recents,
    isFavourite: useCallback((roleArn) => favouriteArns.has(roleArn), [favouriteArns]),
    toggleFavourite: useCallback(
      (role) => change(favouritesKey, (before) => withFavouriteToggled(before, role)),
      [favouritesKey],
    ),
    noteUse: useCallback((role) => change(recentsKey, (before) => withRecent(before, role)), [recentsKey]),
  };
}

function change(key: string, step: (before: readonly RememberedRole[]) => readonly RememberedRole[]): void {
  writeBrowserValue(key, JSON.stringify(step(readRemembered(readBrowserValue(key)))));
}
