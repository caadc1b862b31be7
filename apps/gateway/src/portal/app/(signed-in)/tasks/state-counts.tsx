'use client';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TaskStatus } from '@gatehouse/contracts';
import { countStates, TASK_STATES } from '../../../components/tasks/task-states.rules';

export interface StateCountsProps {
  readonly tasks: readonly TaskStatus[];
  readonly chosen: string;
  readonly onChoose: (state: string) => void;
}

/** How many tasks are in each state; pressing one shows those alone, pressing it again shows all. */
export function StateCounts({ tasks, chosen, onChoose }: StateCountsProps) {
  const counts = countStates(tasks);
  return (
    <ul className="state-counts" aria-label="Tasks by state">
      {(Object.keys(TASK_STATES) as TaskStatus['state'][]).map((state) => (
        <li key={state}>
          <button
            type="button"
            aria-pressed={chosen === state}
            disabled={counts[state] === 0 && chosen !== state}
            onClick={() => onChoose(chosen === state ? '' : state)}
          >
            <strong>{counts[state]}</strong>
            <StatusIndicator type={TASK_STATES[state][0]} {...(counts[state] === 0 && { colorOverride: 'grey' })}>
              {TASK_STATES[state][1]}
            </StatusIndicator>
          </button>
        </li>
      ))}
    </ul>
  );
}
