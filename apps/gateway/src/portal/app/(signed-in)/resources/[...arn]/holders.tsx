'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { PageTurner } from '../../../../components/lists/page-turner';
import { ResponsiveTable } from '../../../../components/lists/responsive-table';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { RelativeTime } from '../../../../components/text/relative-time';
import { VisibilityNote } from '../../../../components/visibility/visibility';
import { accessColumns } from './access-columns';
import { countsText, matchingHolders, unknownGranteesText } from './holders.rules';
import { useHolders, type Holders as HolderList } from './use-holders';

const PAGE_SIZE = 50;

export interface HoldersProps {
  readonly action: string;
  readonly target: string;
}

/** Everybody who can do an action on something, with why. */
export function Holders({ action, target }: HoldersProps) {
  const list = useHolders(action, target);
  const [search, setSearch] = useState('');
  const [wanted, goTo] = useState(1);
  if (list.isBuilding) return <Building />;
  if (list.problem && list.items.length === 0) return <ProblemAlert problem={list.problem} onRetry={list.reload} />;
  const found = matchingHolders(list.items, search);
  const pagesCount = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(wanted, pagesCount);
  return (
    <ResponsiveTable
      label={`Who can do ${action}`}
      header={<HoldersHeader list={list} action={action} target={target} />}
      rows={found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      rowKey={({ principalArn }) => principalArn}
      columns={accessColumns}
      loading={list.loading && list.items.length === 0}
      loadingText="Looking at every role and user"
      filter={
        <TextFilter
          filteringText={search}
          filteringPlaceholder="Find a role, a user or an account"
          filteringAriaLabel="Find a role, a user or an account"
          countText={search === '' ? '' : `${found.length.toLocaleString()} found`}
          onChange={({ detail }) => {
            setSearch(detail.filteringText);
            goTo(1);
          }}
        />
      }
      pagination={<PageTurner of="roles and users" page={page} pagesCount={pagesCount} onTurn={goTo} />}
      empty={<Nobody isFiltered={search !== ''} isPublic={list.facts?.isPublic ?? false} />}
    />
  );
}

function Building() {
  return (
    <Container header={<Header variant="h2">Who can</Header>}>
      <div role="status">
        <StatusIndicator type="in-progress">Getting ready to answer</StatusIndicator>
        <Box variant="p">
          The policies of all accounts are being worked out, as they are after every start. It takes seconds, in a large
          estate minutes; the answer appears here by itself.
        </Box>
      </div>
    </Container>
  );
}

type HeaderProps = HoldersProps & { readonly list: HolderList };

function HoldersHeader({ list, ...asked }: HeaderProps) {
  const unknown = unknownGranteesText(list.facts?.unknownGrantees ?? []);
  return (
    <SpaceBetween size="s">
      <Title list={list} {...asked} />
      {list.facts?.isPublic && (
        <Alert type="warning" header="It lets in everybody">
          Its own policy or access control list is open to all of AWS, so that no list of who can would be complete.
        </Alert>
      )}
      {unknown && (
        <Alert type="info">
          <span className="value">{unknown}</span>
        </Alert>
      )}
      <VisibilityNote />
      {list.items.length > 0 && <Progress list={list} />}
    </SpaceBetween>
  );
}

function counterOf({ items, complete, loading }: HolderList): string {
  return loading && items.length === 0 ? '' : `(${items.length.toLocaleString()}${complete ? '' : '+'})`;
}

function Title({ list, action, target }: HeaderProps) {
  const { facts, items, complete, loading, loadMore } = list;
  const mayLookFurther = !complete && !loading && items.length > 0;
  return (
    <Header
      variant="h2"
      counter={counterOf(list)}
      actions={mayLookFurther && <Button onClick={loadMore}>Look further</Button>}
      description={
        <>
          <code>{action}</code> on <code>{target}</code>
          {facts?.asOf && (
            <>
              , as of <RelativeTime time={facts.asOf} />
            </>
          )}
        </>
      }
    >
      Who can
    </Header>
  );
}

function Progress({ list: { items, complete, loading, problem, reload } }: { list: HolderList }) {
  return (
    <>
      <Box>{countsText(items, complete)}</Box>
      {loading && !complete && <StatusIndicator type="loading">Looking further</StatusIndicator>}
      {problem && <ProblemAlert problem={problem} onRetry={reload} />}
    </>
  );
}

function Nobody({ isFiltered, isPublic }: { isFiltered: boolean; isPublic: boolean }) {
  return (
    <Box textAlign="center" padding="l" color="text-body-secondary">
      {isFiltered && 'Nobody of that name can.'}
      {!isFiltered && !isPublic && 'No role or user of these accounts can do this on it.'}
      {!isFiltered && isPublic && 'No role or user of these accounts needs a policy of its own for it: everybody may.'}
    </Box>
  );
}
