'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { TableProps } from '@cloudscape-design/components/table';
import type { TaskRun } from '@gatehouse/contracts';
import { RunDuration, RunState } from '../../../../components/tasks/task-health';
import { askedBy, itemsText } from '../../../../components/tasks/task-states.rules';
import { RelativeTime } from '../../../../components/text/relative-time';

/** `onChoose` shows the items of a run. */
export function runColumns(
  chosen: string | undefined,
  onChoose: (runId: string) => void,
): readonly TableProps.ColumnDefinition<TaskRun>[] {
  return [
    {
      id: 'started',
      header: 'Started',
      isRowHeader: true,
      minWidth: 170,
      cell: ({ startedAt, createdAt }) => <Started time={startedAt ?? createdAt} />,
    },
    { id: 'state', header: 'State', minWidth: 150, cell: (run) => <RunState run={run} /> },
    { id: 'asked', header: 'Asked for by', minWidth: 140, cell: askedBy },
    { id: 'duration', header: 'Duration', minWidth: 100, cell: (run) => <RunDuration run={run} /> },
    {
      id: 'items',
      header: 'Items',
      minWidth: 140,
      cell: (run) => <Items run={run} isChosen={run.runId === chosen} onChoose={onChoose} />,
    },
    { id: 'error', header: 'Error', minWidth: 190, cell: ({ error }) => <ErrorText error={error} /> },
    { id: 'trace', header: 'Trace id', minWidth: 120, cell: (run) => <Trace run={run} /> },
  ];
}

interface ItemsProps {
  readonly run: TaskRun;
  readonly isChosen: boolean;
  readonly onChoose: (runId: string) => void;
}

function Items({ run, isChosen, onChoose }: ItemsProps) {
  const text = itemsText(run);
  if (text === null || run.itemsTotal === null) return <>{text ?? '–'}</>;
  if (isChosen) return <>{text} (shown above)</>;
  return (
    <Button variant="inline-link" ariaLabel={`Show the items of the run: ${text}`} onClick={() => onChoose(run.runId)}>
      {text}
    </Button>
  );
}

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
