'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { resourcesApi, type ServiceUsage } from '../../gateway-api/resources-api';
import { useReply } from '../../gateway-api/use-reply';
import { ProblemAlert } from '../shell/problem-alert';
import { RelativeTime } from '../text/relative-time';
import { usageSummary } from './service-usage.rules';
import { ServiceUsageTable } from './service-usage-table';

const TITLE = 'Services it used';

/** Which of the services that its policies grant a role or user called, and when: what is granted and unused shows. */
export function ServiceUsagePanel({ arn }: { arn: string }) {
  const { data, problem, reload } = useReply(`service usage ${arn}`, (signal) =>
    resourcesApi.serviceUsage(arn, signal),
  );
  if (data?.reportedAt) return <Reported usage={data} />;
  return (
    <Container header={<Header variant="h2">{TITLE}</Header>}>
      {problem && <ProblemAlert problem={problem} onRetry={reload} />}
      {!data && !problem && <StatusIndicator type="loading">Loading the services it used</StatusIndicator>}
      {data && <NoReport usage={data} />}
    </Container>
  );
}

function Reported({ usage }: { usage: ServiceUsage }) {
  return (
    <SpaceBetween size="s">
      <Failure failure={usage.failure} />
      <ServiceUsageTable
        usage={usage}
        header={
          <Header variant="h2" counter={`(${usage.services.length})`} description={<Facts usage={usage} />}>
            {TITLE}
          </Header>
        }
      />
    </SpaceBetween>
  );
}

function Facts({ usage: { services, reportedAt, trackedSince } }: { usage: ServiceUsage }) {
  return (
    <>
      {usageSummary(services)} Refused calls count too. Reported by IAM{' '}
      {reportedAt && <RelativeTime time={reportedAt} />}
      {trackedSince && `, looking back to ${new Date(trackedSince).toLocaleDateString()}`}; asked again every day.
    </>
  );
}

function NoReport({ usage: { isPrincipal, isBeingMade, failure } }: { usage: ServiceUsage }) {
  if (!isPrincipal) return <Box color="text-body-secondary">AWS reports this for roles and users only.</Box>;
  return (
    <SpaceBetween size="s">
      <Failure failure={failure} />
      <Box color="text-body-secondary">
        {isBeingMade
          ? 'IAM is making the report. It will be here within minutes.'
          : 'There is no report yet. IAM is asked for one within a day after a role or user was first seen.'}
      </Box>
    </SpaceBetween>
  );
}

function Failure({ failure }: Pick<ServiceUsage, 'failure'>) {
  if (failure === null) return null;
  return (
    <Alert type="warning" header="IAM gave no newer report">
      {failure.code}: {failure.message}
    </Alert>
  );
}
