'use client';
import { createContext, useContext } from 'react';
import type { Profile } from '../../gateway-api/gateway-api';

/** Who is signed in; the shell renders no screen before it is known. */
export const ProfileContext = createContext<Profile | null>(null);

export function useProfile(): Profile {
  const profile = useContext(ProfileContext);
  if (profile === null) throw new Error('useProfile needs the shell above it.');
  return profile;
}

export function useMayRefresh(): boolean {
  return useProfile().person.privileges.includes('administrator');
}

/** Who may see how tasks do, and who may run and pause them. */
export function useTaskRights(): { readonly mayRead: boolean; readonly mayRun: boolean } {
  const { privileges } = useProfile().person;
  const mayRun = privileges.includes('administrator');
  return { mayRun, mayRead: mayRun || privileges.includes('auditor') };
}
