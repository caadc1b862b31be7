'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { TaskItemState, TaskRun } from '@gatehouse/contracts';
import { useState } from 'react';
import { PageTurner } from '../../../../components/lists/page-turner';
import { ResponsiveTable } from '../../../../components/lists/responsive-table';
import { ITEM_STATES, itemNoun, isUnderWay, RUN_STATES } from '../../../../components/tasks/task-states.rules';
import { RelativeTime } from '../../../../components/text/relative-time';
import type { TaskRef } from '../../../../gateway-api/gateway-api';
import { itemColumns } from './item-columns';
import { useRunItems, type RunItems } from './use-run-items';

const LONGEST_SEARCH = 100;

export interface RunItemsPanelProps {
  readonly task: TaskRef;
  readonly run: TaskRun;
  /** True when this is the run that is shown unasked. */
  readonly isLatest: boolean;
}

/** The items of one run, what failed first: which accounts, which parts of them, why, and since when. */
export function RunItemsPanel({ task, run, isLatest }: RunItemsPanelProps) {
  const items = useRunItems(task, run.runId);
  const { page, problem, reload } = items;
  const [, many] = itemNoun(task.taskId);
  const shown = page?.run ?? run;
  return (
    <ResponsiveTable
      label={`${many} of the run`}
      header={
        <Header
          variant="h2"
          counter={`(${(shown.itemsTotal ?? 0).toLocaleString()})`}
          description={<WhichRun run={shown} isLatest={isLatest} />}
        >
          {many}
        </Header>
      }
      rows={page?.items ?? []}
      rowKey={({ item }) => item}
      columns={itemColumns(task.taskId)}
      loading={page === undefined}
      loadingText={`Loading the ${many.toLowerCase()}`}
      alignTop
      problem={problem}
      onRetry={reload}
      filter={<Filter items={items} many={many} />}
      pagination={<Pages items={items} many={many} />}
      empty={<Empty run={shown} items={items} />}
    />
  );
}

function WhichRun({ run, isLatest }: { run: TaskRun; isLatest: boolean }) {
  return (
    <>
      {isLatest ? 'The latest run' : 'The run you chose'}, begun <RelativeTime time={run.startedAt ?? run.createdAt} />:{' '}
      {RUN_STATES[run.state][1].toLowerCase()}
      {isUnderWay(run) && '; it is kept up to date while you look'}.
    </>
  );
}

function Filter({ items: { page, state, choose, find }, many }: { items: RunItems; many: string }) {
  return (
    <div className="item-filter">
      <ul className="state-counts" aria-label={`${many} by state`}>
        {(Object.keys(ITEM_STATES) as TaskItemState[]).map((one) => {
          const count = page?.counts[one] ?? 0;
          return (
            <li key={one}>
              <button
                type="button"
                aria-pressed={state === one}
                disabled={count === 0 && state !== one}
                onClick={() => choose(state === one ? '' : one)}
              >
                <strong>{count.toLocaleString()}</strong>
                <StatusIndicator type={ITEM_STATES[one][0]} {...(count === 0 && { colorOverride: 'grey' })}>
                  {ITEM_STATES[one][1]}
                </StatusIndicator>
              </button>
            </li>
          );
        })}
      </ul>
      <Search many={many} onFind={find} />
    </div>
  );
}

function Search({ many, onFind }: { many: string; onFind: (search: string) => void }) {
  const [typed, setTyped] = useState('');
  const label = `Find ${many.toLowerCase()} by name or id`;
  return (
    <TextFilter
      filteringText={typed}
      filteringPlaceholder={label}
      filteringAriaLabel={label}
      onChange={({ detail }) => setTyped(detail.filteringText)}
      onDelayedChange={({ detail }) => onFind(detail.filteringText.slice(0, LONGEST_SEARCH))}
    />
  );
}

function Pages({ items, many }: { items: RunItems; many: string }) {
  if (items.pagesCount === 1 && !items.hasMore) return null;
  return (
    <PageTurner
      of={many.toLowerCase()}
      page={items.pageNumber}
      pagesCount={items.pagesCount}
      hasMore={items.hasMore}
      onTurn={items.goTo}
    />
  );
}

function Empty({ run, items: { page, isSettled, state, search } }: { run: TaskRun; items: RunItems }) {
  if (!isSettled) return <StatusIndicator type="loading">Looking</StatusIndicator>;
  const onRecord = Object.values(page?.counts ?? {}).reduce((sum, count) => sum + count, 0);
  if (onRecord === 0 && (run.itemsTotal ?? 0) > 0)
    return <Alert type="info">What went well is kept item by item for two days; nothing of this run failed.</Alert>;
  return <Box textAlign="center">{emptyText(run, state !== '' || search !== '')}</Box>;
}

function emptyText(run: TaskRun, isNarrowed: boolean): string {
  if (isNarrowed) return 'None of them is like that.';
  return isUnderWay(run) ? 'It is finding out what there is to do.' : 'There was nothing to do in this run.';
}
