'use client';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * A small value kept in this browser. Every screen that reads it follows changes, also those of other tabs.
 * Storage that is full or switched off only costs the memory of it.
 */
const listeners = new Map<string, Set<() => void>>();
const snapshots = new Map<string, string | null>();

function read(key: string): string | null {
  if (!snapshots.has(key)) snapshots.set(key, fromStorage(key));
  return snapshots.get(key) ?? null;
}

function fromStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeBrowserValue(key: string, value: string): void {
  snapshots.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept for this page at least.
  }
  for (const listener of listeners.get(key) ?? []) listener();
}

export function readBrowserValue(key: string): string | null {
  return read(key);
}

function subscribe(key: string, listener: () => void): () => void {
  const group = listeners.get(key) ?? new Set();
  listeners.set(key, group.add(listener));
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key && event.key !== null) return;
    snapshots.delete(key);
    listener();
  };
  window.addEventListener('storage', onStorage);
  return () => {
    group.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

/** The stored text, or null; `null` while rendering on the server. */
export function useBrowserValue(key: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(
    useCallback((listener) => subscribe(key, listener), [key]),
    () => read(key),
    () => null,
  );
  return [value, useCallback((next: string) => writeBrowserValue(key, next), [key])];
}
