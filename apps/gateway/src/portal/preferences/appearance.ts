'use client';
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useEffect, useSyncExternalStore } from 'react';
import { useBrowserValue } from './browser-store';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type DensityChoice = 'comfortable' | 'compact';

export interface Appearance {
  readonly theme: ThemeChoice;
  readonly density: DensityChoice;
  readonly setTheme: (theme: ThemeChoice) => void;
  readonly setDensity: (density: DensityChoice) => void;
}

/** What the person chose; `public/theme.js` applies the same keys before the first paint. */
export function useAppearance(): Appearance {
  const [storedTheme, setTheme] = useBrowserValue('gatehouse.theme');
  const [storedDensity, setDensity] = useBrowserValue('gatehouse.density');
  const theme: ThemeChoice = storedTheme === 'light' || storedTheme === 'dark' ? storedTheme : 'system';
  const density: DensityChoice = storedDensity === 'compact' ? 'compact' : 'comfortable';
  return { theme, density, setTheme, setDensity };
}

/** Keeps the page in the chosen theme and density, following the system while `system` is chosen. */
export function useAppliedAppearance(): void {
  const { theme, density } = useAppearance();
  const systemIsDark = useSyncExternalStore(watchSystem, systemPrefersDark, () => false);
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark);
  useEffect(() => applyMode(dark ? Mode.Dark : Mode.Light), [dark]);
  useEffect(() => applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable), [density]);
}

const DARK = '(prefers-color-scheme: dark)';

function systemPrefersDark(): boolean {
  return matchMedia(DARK).matches;
}

function watchSystem(listener: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
