'use client';
import Box from '@cloudscape-design/components/box';
import { createContext, useContext, type ReactNode } from 'react';
import { gatewayApi } from '../../gateway-api/gateway-api';
import { useReply } from '../../gateway-api/use-reply';
import { limitText } from './visibility-text.rules';

const LimitContext = createContext<string | null>(null);

/** Lets what is below it say what is left out for the person; until that is known, and for most people, nothing is. */
export function VisibilityProvider({ children }: { children: ReactNode }) {
  const { data } = useReply('visibility', gatewayApi.visibility, '/api/v3/visibility');
  return <LimitContext value={data === undefined ? null : limitText(data)}>{children}</LimitContext>;
}

/** Whether there are things that the person does not see. */
export function useIsLimited(): boolean {
  return useContext(LimitContext) !== null;
}

/** That a list, or what was not found, is limited to what the person may see, with the way out. Empty for most people. */
export function VisibilityNote() {
  const text = useContext(LimitContext);
  if (text === null) return null;
  return (
    <Box variant="small" color="text-body-secondary" display="block" data-testid="visibility-note">
      {text}
    </Box>
  );
}

/** An empty list of somebody who sees only a part of the estate: the note above it says why, and the way out. */
export function NothingInSight() {
  return (
    <Box textAlign="center" padding="l" color="text-body-secondary">
      There is nothing in the accounts that you see.
    </Box>
  );
}
