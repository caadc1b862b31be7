'use client';
import Box from '@cloudscape-design/components/box';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { ProblemAlert } from '../../components/shell/problem-alert';
import { TopBar } from '../../components/shell/top-bar';
import { gatewayApi } from '../../gateway-api/gateway-api';
import { useReply } from '../../gateway-api/use-reply';
import { useAppliedAppearance } from '../../preferences/appearance';
import { DemoPeople } from './demo-people';

/** The ways to sign in: one section per method that identity offers. */
export function SignInScreen({ returnTo }: { returnTo: string }) {
  useAppliedAppearance();
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <TopBar />
      <main className="sign-in">
        <SpaceBetween size="l">
          <div>
            <Box variant="h1">Sign in to Gatehouse</Box>
            <Box variant="p" color="text-body-secondary">
              Credentials and console access to your AWS accounts, by what you are allowed to do.
            </Box>
          </div>
          <Methods returnTo={returnTo} />
        </SpaceBetween>
      </main>
    </I18nProvider>
  );
}

function Methods({ returnTo }: { returnTo: string }) {
  const { data, problem, reload } = useReply('sign-in-methods', gatewayApi.signInMethods);
  if (data === undefined && problem) return <ProblemAlert problem={problem} onRetry={reload} />;
  if (data === undefined) return <StatusIndicator type="loading">Looking up how you can sign in</StatusIndicator>;
  if (data.demoPeople.length > 0) return <DemoPeople people={data.demoPeople} returnTo={returnTo} />;
  return (
    <StatusIndicator type="warning">
      No way to sign in is set up. Ask whoever runs this Gatehouse to configure one.
    </StatusIndicator>
  );
}
