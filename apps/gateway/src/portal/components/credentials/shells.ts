'use client';
import type { SnippetKind } from './snippets.rules';

export type Shell = Extract<SnippetKind, 'bash' | 'fish' | 'powershell'>;

/** Browser value under which the shell of choice is kept. */
export const SHELL_KEY = 'gatehouse.shell';

const NAMES: Readonly<Record<Shell, string>> = { bash: 'bash/zsh', fish: 'fish', powershell: 'PowerShell' };

export function isShell(text: string | null): text is Shell {
  return text !== null && Object.hasOwn(NAMES, text);
}

export function shellName(shell: Shell): string {
  return NAMES[shell];
}

/** The one chosen last; PowerShell for those on Windows who never chose. */
export function chosenShell(stored: string | null): Shell {
  if (isShell(stored)) return stored;
  return navigator.userAgent.includes('Windows') ? 'powershell' : 'bash';
}
