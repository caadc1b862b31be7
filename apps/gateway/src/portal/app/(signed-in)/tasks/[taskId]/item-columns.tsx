'use client';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { TaskItemPart, TaskRunItem } from '@gatehouse/contracts';
import { useFollow } from '../../../../components/shell/use-follow';
import { ITEM_STATES, itemMilliseconds, itemNoun, partsText } from '../../../../components/tasks/task-states.rules';
import { durationText } from '../../../../components/text/duration.rules';
import { RelativeTime } from '../../../../components/text/relative-time';
import { useNow } from '../../../../components/text/use-now';

export function itemColumns(taskId: string): readonly TableProps.ColumnDefinition<TaskRunItem>[] {
  const isAccount = taskId === 'refresh-accounts';
  return [
    {
      id: 'item',
      header: itemNoun(taskId)[0],
      isRowHeader: true,
      minWidth: 190,
      cell: (item) => <Name item={item} isAccount={isAccount} />,
    },
    { id: 'state', header: 'State', minWidth: 240, cell: (item) => <State item={item} /> },
    { id: 'rows', header: 'Rows', minWidth: 80, cell: ({ rows }) => rows?.toLocaleString() ?? '–' },
    { id: 'duration', header: 'Duration', minWidth: 90, cell: (item) => <Duration item={item} /> },
    { id: 'good', header: 'Last good', minWidth: 120, cell: ({ lastSuccessAt }) => <When time={lastSuccessAt} /> },
    { id: 'parts', header: 'Parts', minWidth: 260, cell: (item) => <Parts item={item} /> },
  ];
}

function Name({ item: { item, label }, isAccount }: { item: TaskRunItem; isAccount: boolean }) {
  const follow = useFollow();
  return (
    <>
      {isAccount ? (
        <Link href={`/accounts/${item}`} onFollow={follow}>
          {label}
        </Link>
      ) : (
        label
      )}
      {label !== item && (
        <Box variant="small" color="text-body-secondary" display="block">
          {item}
        </Box>
      )}
    </>
  );
}

function State({ item: { state, error, note, attempts } }: { item: TaskRunItem }) {
  const [type, word] = ITEM_STATES[state];
  return (
    <>
      <StatusIndicator type={type}>
        {word}
        {attempts > 1 && ` (try ${attempts})`}
      </StatusIndicator>
      {note !== null && (
        <Box variant="small" color="text-body-secondary" display="block">
          {note}
        </Box>
      )}
      {error !== null && <div className="error-text">{error}</div>}
    </>
  );
}

function Duration({ item }: { item: TaskRunItem }) {
  const now = useNow(1_000);
  const milliseconds = itemMilliseconds(item, now);
  return <>{milliseconds === null ? '–' : durationText(milliseconds)}</>;
}

function When({ time }: { time: string | null }) {
  return time === null ? <>Never yet</> : <RelativeTime time={time} />;
}

/** More than so many that failed would push the other accounts out of sight. */
const MOST_OPEN = 3;

/** A few that failed are in sight at once; all of them a press away. */
function Parts({ item: { parts, label } }: { item: TaskRunItem }) {
  const text = partsText(parts);
  if (text === null) return <>–</>;
  const failed = parts.filter(({ state }) => state === 'failed');
  return (
    <details className="error-text" {...(failed.length > 0 && failed.length <= MOST_OPEN && { open: true })}>
      <summary>{text}</summary>
      <ul className="item-parts" aria-label={`Parts of ${label}`}>
        {[...failed, ...parts.filter(({ state }) => state !== 'failed')].map((part) => (
          <li key={part.name}>
            <Part part={part} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Part({ part: { name, state, error, rows, durationSeconds, lastSuccessAt } }: { part: TaskItemPart }) {
  const facts = [
    rows !== null && state === 'succeeded' && `${rows.toLocaleString()} ${rows === 1 ? 'row' : 'rows'}`,
    durationSeconds !== null && durationText(durationSeconds * 1_000),
  ].filter((fact) => fact !== false);
  return (
    <>
      <StatusIndicator type={ITEM_STATES[state][0]} iconAriaLabel={ITEM_STATES[state][1]}>
        {name}
      </StatusIndicator>{' '}
      <Box variant="small" color="text-body-secondary" display="inline">
        {facts.join(' · ')}
        {state === 'failed' && (
          <>
            {' · last good '}
            {lastSuccessAt === null ? 'never' : <RelativeTime time={lastSuccessAt} />}
          </>
        )}
      </Box>
      {error !== null && <div>{error}</div>}
    </>
  );
}
