'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TaskStatus } from '@gatehouse/contracts';
import { scheduleText } from './schedule-text.rules';
import { taskName } from './task-states.rules';

export interface PauseDialogProps {
  readonly task: TaskStatus;
  readonly isPausing: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once more before a schedule stops or goes on, and says what that means. */
export default function PauseDialog({ task, isPausing, onConfirm, onClose }: PauseDialogProps) {
  const name = taskName(task.taskId);
  return (
    <Modal
      visible
      header={isPausing ? `Pause ${name}?` : `Resume ${name}?`}
      closeAriaLabel="Close and change nothing"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" onClick={onConfirm}>
              {isPausing ? 'Pause' : 'Resume'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {isPausing ? (
        <>
          <Box variant="p">
            It will not run on its schedule any more ({scheduleText(task.schedule).toLowerCase()}), until somebody
            resumes it. A run under way ends as it would, and it can still be run by hand.
          </Box>
          <Box variant="p">{task.summary} What depends on this gets older meanwhile.</Box>
        </>
      ) : (
        <Box variant="p">
          It will run on its schedule again: {scheduleText(task.schedule).toLowerCase()}.
          {task.pausedBy !== null && ` It was paused by ${task.pausedBy}; they may have had a reason.`}
        </Box>
      )}
    </Modal>
  );
}
