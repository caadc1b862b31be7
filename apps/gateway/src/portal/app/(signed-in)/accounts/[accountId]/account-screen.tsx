'use client';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMayRefresh } from '../../../../components/shell/person';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { ContentsPanel } from './contents-panel';
import { FactsPanel } from './facts-panel';
import { GuardrailsPanel } from './guardrails-panel';
import { PartsPanel } from './parts-panel';
import type { RefreshProgress } from './progress.rules';
import { useAccount, type AccountView } from './use-account';

/** One account: what it is, what is in it, what limits it, and how fresh each part of that picture is. */
export function AccountScreen({ accountId }: { accountId: string }) {
  return <Account key={accountId} accountId={accountId} />;
}

function Account({ accountId }: { accountId: string }) {
  const view = useAccount(accountId);
  return (
    <SpaceBetween size="s">
      <Trail name={view.data?.account.name ?? accountId} />
      <ContentLayout header={<AccountHeader accountId={accountId} view={view} />}>
        <Panels view={view} />
      </ContentLayout>
    </SpaceBetween>
  );
}

function Panels({ view: { data, problem, reload, progress } }: { view: AccountView }) {
  if (problem && !data) return <ProblemAlert problem={problem} onRetry={reload} />;
  if (!data) return <StatusIndicator type="loading">Loading the account</StatusIndicator>;
  return (
    <SpaceBetween size="l">
      {progress && <Progress name={data.account.name} progress={progress} />}
      <FactsPanel picture={data} />
      <ContentsPanel picture={data} />
      <PartsPanel picture={data} />
      <GuardrailsPanel guardrails={data.guardrails} />
    </SpaceBetween>
  );
}

function Trail({ name }: { name: string }) {
  const follow = useFollow();
  const items = [
    { text: 'Accounts', href: '/accounts' },
    { text: name, href: '' },
  ];
  return <BreadcrumbGroup items={items} onFollow={follow} ariaLabel="Where you are" />;
}

function AccountHeader({ accountId, view }: { accountId: string; view: AccountView }) {
  const account = view.data?.account;
  const mayRefresh = useMayRefresh();
  return (
    <Header
      variant="h1"
      description={
        <CopyToClipboard
          variant="inline"
          textToCopy={accountId}
          copyButtonAriaLabel="Copy the account id"
          copySuccessText="Account id copied"
          copyErrorText="The account id could not be copied"
        />
      }
      actions={
        mayRefresh &&
        account && (
          <Button
            iconName="refresh"
            ariaLabel={`Refresh ${account.name}`}
            loading={view.isRefreshing}
            loadingText={`Reading ${account.name}`}
            disabled={account.status !== 'active'}
            disabledReason="Only an active account can be read."
            onClick={view.refresh}
          >
            Refresh
          </Button>
        )
      }
    >
      {account?.name ?? accountId}
    </Header>
  );
}

function Progress({ name, progress: { done, failed, total } }: { name: string; progress: RefreshProgress }) {
  return (
    <ProgressBar
      label={`Reading ${name}`}
      description="What is read is shown at once; you may leave this page."
      value={total === 0 ? 0 : (100 * done) / total}
      additionalInfo={`${done} of ${total} parts${failed > 0 ? `, ${failed} failed` : ''}`}
    />
  );
}
