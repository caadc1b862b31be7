'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TaskStatus } from '@gatehouse/contracts';
import { useMemo } from 'react';
import { ResponsiveTable } from '../../../components/lists/responsive-table';
import { useAddress } from '../../../components/lists/use-address';
import { useTaskRights } from '../../../components/shell/person';
import { TasksRefused } from '../../../components/tasks/tasks-refused';
import { taskKey, taskName } from '../../../components/tasks/task-states.rules';
import { useTaskActions } from '../../../components/tasks/use-task-actions';
import { StateCounts } from './state-counts';
import { taskColumns } from './task-columns';
import { useTasks } from './use-tasks';

/** How the scheduled work does, at a glance. */
export function TasksScreen() {
  return useTaskRights().mayRead ? <Tasks /> : <TasksRefused />;
}

function Tasks() {
  const { tasks, unavailable, problem, reload } = useTasks();
  const { mayRun } = useTaskRights();
  const actions = useTaskActions(tasks ?? [], reload);
  const columns = useMemo(() => taskColumns(mayRun ? actions : null), [mayRun, actions]);
  const { state, choose } = useChosenState();
  return (
    <SpaceBetween size="m">
      {unavailable.length > 0 && <Silent services={unavailable} tasks={tasks ?? []} onRetry={reload} />}
      <ResponsiveTable
        label="Tasks"
        header={<TasksHeader mayRun={mayRun} onReload={reload} count={tasks?.length} />}
        rows={inState(tasks ?? [], state)}
        rowKey={taskKey}
        columns={columns}
        loading={tasks === undefined}
        loadingText="Loading the tasks"
        problem={problem}
        onRetry={reload}
        filter={<StateCounts tasks={tasks ?? []} chosen={state} onChoose={choose} />}
        pagination={null}
        empty={<NoTasks filtered={state !== ''} onClear={() => choose('')} />}
      />
      {actions.dialog}
    </SpaceBetween>
  );
}

interface SilentProps {
  readonly services: readonly string[];
  readonly tasks: readonly TaskStatus[];
  readonly onRetry: () => void;
}

function Silent({ services, tasks, onRetry }: SilentProps) {
  const names = services.map(taskName).join(' and ');
  const areKept = services.every((service) => tasks.some((task) => task.service === service));
  return (
    <Alert type="warning" header={`${names} did not answer`} action={<Button onClick={onRetry}>Try again</Button>}>
      Their tasks are {areKept ? 'shown as they were before' : 'missing below'}. It is asked again while you look; if it
      stays away, its log tells why.
    </Alert>
  );
}

/** The state that is looked at is in the address; none is all of them. */
function useChosenState() {
  const [parameters, setParameters] = useAddress();
  const choose = (state: string) => setParameters(state === '' ? [] : [['state', state]]);
  return { state: parameters.get('state') ?? '', choose };
}

function inState(tasks: readonly TaskStatus[], state: string): readonly TaskStatus[] {
  return state === '' ? tasks : tasks.filter((task) => task.state === state);
}

interface HeaderProps {
  readonly mayRun: boolean;
  readonly onReload: () => void;
  readonly count: number | undefined;
}

function TasksHeader({ mayRun, onReload, count }: HeaderProps) {
  return (
    <Header
      variant="h1"
      counter={count === undefined ? '' : `(${count})`}
      description={`The work that Gatehouse does by itself, what needs attention first; it is kept up to date while you look.${
        mayRun ? '' : ' Running and pausing takes an administrator.'
      }`}
      actions={<Button iconName="refresh" ariaLabel="Load the list again" onClick={onReload} />}
    >
      Tasks
    </Header>
  );
}

function NoTasks({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return (
    <Box textAlign="center" padding="l">
      <Box variant="p">{filtered ? 'No task is in this state.' : 'This installation runs no tasks.'}</Box>
      {filtered && <Button onClick={onClear}>Show all tasks</Button>}
    </Box>
  );
}
