import { defineTask } from '@gatehouse/tasks';
import { RebuildAtBoot } from './rebuild-at-boot.js';
import { RebuildEligibility } from './rebuild-eligibility.use-case.js';

/** Reads all roles from inventory again: events do the work, and this makes sure. */
export const rebuildEligibilityTask = defineTask({
  id: 'rebuild-eligibility',
  summary: 'Compares who may assume what with everything inventory knows, and puts right what the events did not tell.',
  every: 900,
  timeLimitSeconds: 600,
  run: async (_input, context) => {
    const { signal } = context;
    const atBoot = context.get(RebuildAtBoot).ending(signal);
    await (atBoot ?? context.get(RebuildEligibility).execute(signal));
    signal.throwIfAborted();
  },
});
