'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiProblem } from '../../gateway-api/api-problem';
import { onSessionEnd } from '../../gateway-api/call-api';
import { gatewayApi, type Profile } from '../../gateway-api/gateway-api';
import { useReply } from '../../gateway-api/use-reply';
import { signInHref } from './return-path.rules';

export interface Session {
  readonly profile: Profile | undefined;
  readonly problem: ApiProblem | undefined;
  /** True when the session ended while a screen was in use; before that, one is sent to the sign-in screen. */
  readonly ended: boolean;
  readonly retry: () => void;
  readonly signOut: () => void;
}

/** Who is signed in, and what to do when nobody is. */
export function useSession(): Session {
  const router = useRouter();
  const { data: profile, problem, reload } = useReply('profile', gatewayApi.profile, '/api/v3/profile');
  const [ended, setEnded] = useState(false);
  const known = useRef(false);
  known.current = profile !== undefined;

  useEffect(
    () =>
      onSessionEnd(() => {
        if (known.current) setEnded(true);
        else router.replace(signInHref(whereWeAre()));
      }),
    [router],
  );

  const signOut = useCallback(() => {
    // A failed answer changes nothing for the person: the sign-in screen follows, and tells if they are still signed in.
    void gatewayApi.signOut().then(leave, leave);
  }, []);

  const missing = problem?.facts.status === 401;
  return { profile, problem: missing ? undefined : problem, ended, retry: reload, signOut };
}

/** Loads the page anew, so that nothing of this person stays in memory. */
function leave(): void {
  sessionStorage.clear();
  window.location.assign('/sign-in');
}

function whereWeAre(): string {
  return window.location.pathname + window.location.search;
}
