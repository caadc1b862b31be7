'use client';
import Button from '@cloudscape-design/components/button';
import type { TaskStatus } from '@gatehouse/contracts';
import { taskKey, taskName } from './task-states.rules';
import type { TaskActions } from './use-task-actions';

/** Run now, and pause or resume; for those who may. */
export function TaskButtons({ task, actions }: { task: TaskStatus; actions: TaskActions }) {
  const name = taskName(task.taskId);
  const isPaused = task.pausedBy !== null;
  return (
    <span className="task-buttons">
      <Button
        wrapText={false}
        iconName="play"
        ariaLabel={`Run now: ${name}`}
        loading={actions.busy.has(taskKey(task))}
        loadingText={`Asking ${name}`}
        onClick={() => actions.runNow(task)}
      >
        Run now
      </Button>
      <Button
        wrapText={false}
        iconName={isPaused ? 'undo' : 'pause'}
        ariaLabel={isPaused ? `Resume ${name}` : `Pause ${name}`}
        onClick={() => actions.askToPause(task)}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
    </span>
  );
}
