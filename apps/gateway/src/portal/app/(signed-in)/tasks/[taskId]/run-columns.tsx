'use client';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { TableProps } from '@cloudscape-design/components/table';
import type { TaskRun } from '@gatehouse/contracts';
import { RunDuration, RunState } from '../../../../components/tasks/task-health';
import { itemsText } from '../../../../components/tasks/task-states.rules';
import { RelativeTime } from '../../../../components/text/relative-time';

export const runColumns: readonly TableProps.ColumnDefinition<TaskRun>[] = [
  {
    id: 'started',
    header: 'Started',
    isRowHeader: true,
    minWidth: 170,
    cell: ({ startedAt, createdAt }) => <Started time={startedAt ?? createdAt} />,
  },
  { id: 'state', header: 'State', minWidth: 180, cell: (run) => <RunState run={run} /> },
  {
    id: 'asked',
    header: 'Asked for by',
    minWidth: 150,
    cell: ({ requestedBy }) => requestedBy ?? <Box color="text-body-secondary">The schedule</Box>,
  },
  { id: 'duration', header: 'Duration', minWidth: 100, cell: (run) => <RunDuration run={run} /> },
  { id: 'items', header: 'Items', minWidth: 140, cell: (run) => itemsText(run) ?? '–' },
  { id: 'error', header: 'Error', minWidth: 260, cell: ({ error }) => <ErrorText error={error} /> },
  { id: 'trace', header: 'Trace id', minWidth: 120, cell: (run) => <Trace run={run} /> },
];

function Started({ time }: { time: string }) {
  return (
    <>
      <RelativeTime time={time} />
      <Box variant="small" color="text-body-secondary" display="block">
        {new Date(time).toLocaleString()}
      </Box>
    </>
  );
}

const LONG = 120;

function ErrorText({ error }: { error: string | null }) {
  if (error === null) return <>–</>;
  if (error.length <= LONG) return <span className="error-text">{error}</span>;
  return (
    <details className="error-text">
      <summary>{error.slice(0, LONG)}…</summary>
      {error}
    </details>
  );
}

function Trace({ run: { traceId } }: { run: TaskRun }) {
  if (traceId === '') return <>–</>;
  return (
    <span className="trace-cell">
      <code title={traceId}>{traceId.slice(0, 8)}…</code>
      <CopyToClipboard
        variant="icon"
        textToCopy={traceId}
        copyButtonAriaLabel={`Copy the trace id ${traceId.slice(0, 8)}`}
        copySuccessText="Trace id copied"
        copyErrorText="The trace id could not be copied"
      />
    </span>
  );
}
