'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useNow } from '../text/use-now';
import { signInHref } from './return-path.rules';

const WARNING_MILLISECONDS = 5 * 60_000;
const KEY = 'gatehouse.session-ends-at';

/** Keeps when the session of this tab ends, as the gateway said at sign-in. */
export function rememberSessionEnd(expiresAt: string | undefined): void {
  if (expiresAt) sessionStorage.setItem(KEY, expiresAt);
  else sessionStorage.removeItem(KEY);
}

/** Five minutes before the session ends, so that nobody is cut off in the middle of something. */
export function SessionEndWarning() {
  const now = useNow(15_000);
  const endsAt = Date.parse(sessionStorage.getItem(KEY) ?? '');
  const left = endsAt - now.getTime();
  if (Number.isNaN(left) || left <= 0 || left > WARNING_MILLISECONDS) return null;
  const signIn = () => window.location.assign(signInHref(window.location.pathname + window.location.search));
  return (
    <Box margin={{ bottom: 'm' }}>
      <div role="status">
        <Alert type="warning" action={<Button onClick={signIn}>Sign in again now</Button>}>
          Your session ends at {new Date(endsAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}. Sign
          in again to go on without a break.
        </Alert>
      </div>
    </Box>
  );
}
