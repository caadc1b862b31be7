'use client';
import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TaskRun, TaskStatus } from '@gatehouse/contracts';
import { durationText } from '../text/duration.rules';
import { RelativeTime } from '../text/relative-time';
import { useNow } from '../text/use-now';
import { itemsText, RUN_STATES, runMilliseconds, TASK_STATES } from './task-states.rules';

/** How a task is doing, and since whom it rests. */
export function TaskHealth({ task }: { task: TaskStatus }) {
  const [type, word, meaning] = TASK_STATES[task.state];
  return (
    <div>
      <StatusIndicator type={type}>{word}</StatusIndicator>
      <Box variant="small" color="text-body-secondary" display="block">
        {task.pausedBy === null ? meaning : `paused by ${task.pausedBy}`}
      </Box>
    </div>
  );
}

/** How one run went, in a word. */
export function RunState({ run }: { run: TaskRun }) {
  const [type, word] = RUN_STATES[run.state];
  return <StatusIndicator type={type}>{word}</StatusIndicator>;
}

/** How long a run took; of one that is at work, how long it has been. */
export function RunDuration({ run }: { run: TaskRun }) {
  const now = useNow(1_000);
  const milliseconds = runMilliseconds(run, now);
  return <>{milliseconds === null ? '–' : durationText(milliseconds)}</>;
}

/** When a task last ran, how that went, and how many of its items failed. */
export function LastRun({ run }: { run: TaskRun | null }) {
  if (run === null) return <>–</>;
  const items = itemsText(run);
  return (
    <div>
      <RelativeTime time={run.startedAt ?? run.createdAt} />
      <Box variant="small" color="text-body-secondary" display="block">
        {RUN_STATES[run.state][1]} · <RunDuration run={run} />
        {items !== null && ` · ${items}`}
      </Box>
    </div>
  );
}

export function LastSuccess({ task }: { task: TaskStatus }) {
  return task.lastSuccessAt === null ? <>Never yet</> : <RelativeTime time={task.lastSuccessAt} />;
}
