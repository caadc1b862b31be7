'use client';
import Alert from '@cloudscape-design/components/alert';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { ResponsiveTable } from '../../../../components/lists/responsive-table';
import { useAddress } from '../../../../components/lists/use-address';
import { usePlace } from '../../../../components/lists/use-place';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { RelativeTime } from '../../../../components/text/relative-time';
import { resourcesApi, type AccessHolders, type ResourceDetails } from '../../../../gateway-api/resources-api';
import { useReply } from '../../../../gateway-api/use-reply';
import { accessColumns } from './access-columns';
import { isAction, targetOf, usualActions } from './usual-actions.rules';

const PAGE_SIZE = 50;

/** Roles and users of all accounts that can do an action on it; the action is in the address. */
export default function AccessTab({ resource }: { resource: ResourceDetails }) {
  const [parameters, setParameters] = useAddress();
  const usual = usualActions(resource.resourceType);
  const given = parameters.get('action') ?? usual[0] ?? '';
  const action = isAction(given) ? given : '';
  const choose = (next: string) =>
    setParameters([
      ['tab', 'access'],
      ['action', next],
    ]);
  return (
    <SpaceBetween size="l">
      <ActionPicker key={action} action={action} usual={usual} onChoose={choose} />
      {action !== '' && <Holders action={action} target={targetOf(resource.arn, resource.resourceType, action)} />}
    </SpaceBetween>
  );
}

interface ActionPickerProps {
  readonly action: string;
  readonly usual: readonly string[];
  readonly onChoose: (action: string) => void;
}

function ActionPicker({ action, usual, onChoose }: ActionPickerProps) {
  const [typed, setTyped] = useState(action);
  const [asked, setAsked] = useState(false);
  const choose = (text: string) => {
    setAsked(true);
    if (isAction(text.trim()) && text.trim() !== action) onChoose(text.trim());
  };
  const isWrong = asked && !isAction(typed.trim());
  return (
    <FormField
      label="Who can do this on it?"
      description="One action with its service. Every role and user of every account is looked at."
      errorText={isWrong ? 'Name one action with its service, e.g. s3:GetObject.' : undefined}
      secondaryControl={<Button onClick={() => choose(typed)}>Show who can</Button>}
    >
      <Autosuggest
        value={typed}
        options={usual.map((value) => ({ value }))}
        onChange={({ detail }) => setTyped(detail.value)}
        onSelect={({ detail }) => choose(detail.value)}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') choose(typed);
        }}
        enteredTextLabel={(text) => `Ask about ${text}`}
        placeholder="s3:GetObject"
        empty="Type an action, e.g. s3:GetObject"
        expandToViewport
      />
    </FormField>
  );
}

function Holders({ action, target }: { action: string; target: string }) {
  const list = useHolders(action, target);
  const { data, problem, place } = list;
  if (problem && !data) return <ProblemAlert problem={problem} onRetry={list.reload} />;
  return (
    <ResponsiveTable
      label={`Who can do ${action}`}
      header={<HoldersHeader data={data} action={action} target={target} />}
      rows={data?.items ?? []}
      rowKey={({ principalArn }) => principalArn}
      columns={accessColumns}
      loading={list.loading && !data}
      loadingText="Looking at every role and user"
      filter={null}
      pagination={
        <Pagination
          currentPageIndex={place.page}
          pagesCount={place.cursors.length}
          openEnd={list.hasMore}
          disabled={list.loading}
          onChange={({ detail }) => list.goTo(detail.currentPageIndex)}
          ariaLabels={{
            paginationLabel: 'Pages of roles and users',
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
          }}
        />
      }
      empty={
        <Box textAlign="center" padding="l" color="text-body-secondary">
          No role or user of these accounts can do this on it.
        </Box>
      }
    />
  );
}

function useHolders(action: string, target: string) {
  const key = `${action} ${target}`;
  const { place, cursor, turnTo } = usePlace(key);
  const reply = useReply(`who can ${key} ${cursor ?? ''}`, (signal) =>
    resourcesApi.whoCan({ action, resourceArn: target, limit: PAGE_SIZE, cursor }, signal),
  );
  const nextCursor = reply.data?.nextCursor;
  return {
    ...reply,
    place,
    hasMore: place.page === place.cursors.length && nextCursor !== undefined,
    goTo: (page: number) => turnTo(page, nextCursor),
  };
}

function HoldersHeader({ data, action, target }: { data: AccessHolders | undefined; action: string; target: string }) {
  return (
    <SpaceBetween size="s">
      <Header
        variant="h2"
        counter={data?.totalCount === undefined ? '' : `(${data.totalCount.toLocaleString()})`}
        description={
          <>
            <code>{action}</code> on <code>{target}</code>
            {data?.asOf && (
              <>
                , as of <RelativeTime time={data.asOf} />
              </>
            )}
          </>
        }
      >
        Who can
      </Header>
      {data?.isPublic && (
        <Alert type="warning" header="It lets in everybody">
          Its own policy is open to all of AWS, so that no list of who can would be complete.
        </Alert>
      )}
    </SpaceBetween>
  );
}
