'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFollow } from '../shell/use-follow';

/** What those read who may not see tasks: why, whom to ask, and where to go instead. */
export function TasksRefused() {
  const follow = useFollow();
  return (
    <SpaceBetween size="m">
      <Header variant="h1">Tasks</Header>
      <Alert type="info" header="Tasks are shown to administrators and auditors">
        <Box variant="p" color="inherit">
          They tell how the work behind Gatehouse is going, with errors from every account. You hold neither privilege;
          a Gatehouse administrator can say who gives it. How fresh the picture of an account is, everybody sees under{' '}
          <Link href="/accounts" onFollow={follow} variant="primary">
            Accounts
          </Link>
          .
        </Box>
      </Alert>
    </SpaceBetween>
  );
}
