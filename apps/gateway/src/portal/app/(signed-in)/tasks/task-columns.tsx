'use client';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { TaskStatus } from '@gatehouse/contracts';
import { useFollow } from '../../../components/shell/use-follow';
import { scheduleText } from '../../../components/tasks/schedule-text.rules';
import { TaskButtons } from '../../../components/tasks/task-buttons';
import { LastRun, LastSuccess, TaskHealth } from '../../../components/tasks/task-health';
import { taskHref, taskName } from '../../../components/tasks/task-states.rules';
import type { TaskActions } from '../../../components/tasks/use-task-actions';

/** The columns; the one with the buttons only for those who may run tasks. */
export function taskColumns(actions: TaskActions | null): TableProps.ColumnDefinition<TaskStatus>[] {
  const columns: TableProps.ColumnDefinition<TaskStatus>[] = [
    { id: 'name', header: 'Task', isRowHeader: true, minWidth: 230, cell: (task) => <Name task={task} /> },
    { id: 'health', header: 'Health', minWidth: 170, cell: (task) => <TaskHealth task={task} /> },
    { id: 'schedule', header: 'Schedule', minWidth: 130, cell: ({ schedule }) => scheduleText(schedule) },
    { id: 'last-run', header: 'Last run', minWidth: 180, cell: ({ lastRun }) => <LastRun run={lastRun} /> },
    { id: 'last-success', header: 'Last success', minWidth: 120, cell: (task) => <LastSuccess task={task} /> },
  ];
  if (actions === null) return columns;
  const cell = (task: TaskStatus) => <TaskButtons task={task} actions={actions} />;
  return [...columns, { id: 'actions', header: 'Actions', minWidth: 250, cell }];
}

function Name({ task }: { task: TaskStatus }) {
  const { taskId, service, summary } = task;
  const follow = useFollow();
  return (
    <>
      <Link href={taskHref(task)} onFollow={follow}>
        {taskName(taskId)}
      </Link>{' '}
      <Badge color="grey">{taskName(service)}</Badge>
      <Box variant="small" color="text-body-secondary" display="block">
        {summary}
      </Box>
    </>
  );
}
