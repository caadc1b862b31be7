'use client';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';

const PaletteDialog = dynamic(() => import('./palette-dialog'), { ssr: false });

export interface PaletteProps {
  readonly open: boolean;
  readonly onChange: (open: boolean) => void;
}

/** The command palette: Ctrl-K, or Cmd-K, opens and closes it from everywhere. */
export function Palette({ open, onChange }: PaletteProps) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.shiftKey || event.altKey || event.metaKey === event.ctrlKey) return;
      event.preventDefault();
      onChange(!open);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open, onChange]);
  return open ? <PaletteDialog onClose={() => onChange(false)} /> : null;
}
