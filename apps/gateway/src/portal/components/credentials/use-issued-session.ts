'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toProblem, type ApiProblem } from '../../gateway-api/api-problem';
import { gatewayApi, type IssuedCredentials } from '../../gateway-api/gateway-api';
import type { RememberedRole } from '../../preferences/remembered-roles.rules';

interface State {
  readonly issued: IssuedCredentials | undefined;
  readonly askedSeconds: number;
  readonly problem: ApiProblem | undefined;
  readonly loading: boolean;
}

const EMPTY: State = { issued: undefined, askedSeconds: 0, problem: undefined, loading: false };

/** Credentials live in this state only: never in storage, in a cache or in an address. */
export function useIssuedSession(role: RememberedRole) {
  const [state, setState] = useState<State>(EMPTY);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const issue = useCallback(
    (askedSeconds: number) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState({ ...EMPTY, askedSeconds, loading: true });
      gatewayApi.issueCredentials(role.roleArn, askedSeconds, controller.signal).then(
        (issued) => {
          if (!controller.signal.aborted) setState({ ...EMPTY, askedSeconds, issued });
        },
        (thrown: unknown) => {
          if (!controller.signal.aborted) setState({ ...EMPTY, problem: toProblem(thrown) });
        },
      );
    },
    [role.roleArn],
  );
  const forget = useCallback(() => setState(EMPTY), []);
  return { ...state, issue, forget };
}
