'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { signInHref } from './return-path.rules';

/** Shown over the screen in use when the session is over: nothing typed is lost until one leaves. */
export default function SessionEnded() {
  const signInAgain = () => window.location.assign(signInHref(window.location.pathname + window.location.search));
  return (
    <Modal
      visible
      header="Your session has ended"
      closeAriaLabel="Sign in again"
      onDismiss={signInAgain}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={signInAgain}>
            Sign in again
          </Button>
        </Box>
      }
    >
      For your safety a sign-in does not last for ever. Sign in again to go on; you will come back to this screen.
    </Modal>
  );
}
