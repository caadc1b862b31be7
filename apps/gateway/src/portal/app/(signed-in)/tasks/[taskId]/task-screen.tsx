'use client';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TaskStatus } from '@gatehouse/contracts';
import { useMemo } from 'react';
import { PageTurner } from '../../../../components/lists/page-turner';
import { useAddress } from '../../../../components/lists/use-address';
import { ResponsiveTable } from '../../../../components/lists/responsive-table';
import { useTaskRights } from '../../../../components/shell/person';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { scheduleText } from '../../../../components/tasks/schedule-text.rules';
import { TaskButtons } from '../../../../components/tasks/task-buttons';
import { LastRun, LastSuccess, TaskHealth } from '../../../../components/tasks/task-health';
import { HOME_SERVICE, taskName } from '../../../../components/tasks/task-states.rules';
import { TasksRefused } from '../../../../components/tasks/tasks-refused';
import { useTaskActions } from '../../../../components/tasks/use-task-actions';
import type { TaskRef } from '../../../../gateway-api/gateway-api';
import { runColumns } from './run-columns';
import { RunItemsPanel } from './run-items';
import { useTask, type TaskPicture } from './use-task';

/** One task: how it does, and every run of it. */
export function TaskScreen({ taskId }: { taskId: string }) {
  const [parameters] = useAddress();
  const service = parameters.get('service') ?? HOME_SERVICE;
  if (!useTaskRights().mayRead) return <TasksRefused />;
  return <Task key={`${service}/${taskId}`} taskId={taskId} service={service} />;
}

function Task({ taskId, service }: TaskRef) {
  const ref = useMemo(() => ({ taskId, service }), [taskId, service]);
  const picture = useTask(ref);
  const { task, problem, reload } = picture;
  const { run, isLatest, choose } = useChosenRun(picture);
  return (
    <SpaceBetween size="s">
      <Trail taskId={taskId} />
      <ContentLayout header={<TaskHeader taskId={taskId} picture={picture} />}>
        {problem && !task ? (
          <ProblemAlert problem={problem} onRetry={reload} />
        ) : (
          <SpaceBetween size="l">
            <Facts task={task} />
            {run && run.itemsTotal !== null && (
              <RunItemsPanel key={run.runId} task={ref} run={run} isLatest={isLatest} />
            )}
            <Runs picture={picture} chosen={run?.runId} onChoose={choose} />
          </SpaceBetween>
        )}
      </ContentLayout>
    </SpaceBetween>
  );
}

/** The run in the address, or the latest one; of those on the page of the history that is shown. */
function useChosenRun({ task, runs }: TaskPicture) {
  const [parameters, setParameters] = useAddress();
  const wanted = parameters.get('run');
  const latest = task?.lastRun ?? undefined;
  const chosen = runs.rows.find(({ runId }) => runId === wanted);
  const choose = (runId: string) => {
    setParameters([...[...parameters].filter(([name]) => name !== 'run'), ['run', runId]]);
    window.scrollTo({ top: 0 });
  };
  return { run: chosen ?? latest, isLatest: chosen === undefined || chosen.runId === latest?.runId, choose };
}

function Trail({ taskId }: { taskId: string }) {
  const follow = useFollow();
  const items = [
    { text: 'Tasks', href: '/tasks' },
    { text: taskName(taskId), href: '' },
  ];
  return <BreadcrumbGroup items={items} onFollow={follow} ariaLabel="Where you are" />;
}

function TaskHeader({ taskId, picture: { task, reload } }: { taskId: string; picture: TaskPicture }) {
  const { mayRun } = useTaskRights();
  const actions = useTaskActions(task ? [task] : [], reload);
  return (
    <>
      <Header
        variant="h1"
        description={task?.summary}
        actions={mayRun && task && <TaskButtons task={task} actions={actions} />}
      >
        {taskName(taskId)}
      </Header>
      {actions.dialog}
    </>
  );
}

function Facts({ task }: { task: TaskStatus | undefined }) {
  const { mayRun } = useTaskRights();
  if (!task) return <StatusIndicator type="loading">Loading the task</StatusIndicator>;
  return (
    <Container header={<Header variant="h2">Health</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'State', value: <TaskHealth task={task} /> },
            { label: 'Schedule', value: scheduleText(task.schedule) },
            { label: 'Last run', value: <LastRun run={task.lastRun} /> },
            { label: 'Last success', value: <LastSuccess task={task} /> },
          ]}
        />
        {!mayRun && <Box color="text-body-secondary">Running and pausing it takes an administrator.</Box>}
      </SpaceBetween>
    </Container>
  );
}

interface RunsProps {
  readonly picture: TaskPicture;
  readonly chosen: string | undefined;
  readonly onChoose: (runId: string) => void;
}

function Runs({ picture: { runs, task, reload }, chosen, onChoose }: RunsProps) {
  return (
    <ResponsiveTable
      label={task ? `Runs of ${taskName(task.taskId)}` : 'Runs'}
      header={
        <Header variant="h2" description="Every run, the latest first.">
          History
        </Header>
      }
      rows={runs.rows}
      rowKey={({ runId }) => runId}
      columns={runColumns(chosen, onChoose)}
      loading={runs.loading && runs.rows.length === 0}
      loadingText="Loading the runs"
      problem={runs.problem}
      onRetry={reload}
      filter={null}
      pagination={
        <PageTurner
          of="runs"
          page={runs.page}
          pagesCount={runs.pagesCount}
          hasMore={runs.hasMore}
          disabled={runs.loading && runs.rows.length === 0}
          onTurn={runs.goTo}
        />
      }
      empty={<Box textAlign="center">It has not run yet.</Box>}
    />
  );
}
