import { defineTask } from '@gatehouse/tasks';
import { ReadServiceUsage } from './read-service-usage.use-case.js';

/** A run of its own instead of a job per account: its slow calls take no place from those that read accounts. */
export const readServiceUsageTask = defineTask({
  id: 'read-service-usage',
  summary: 'Asks IAM which services each role and user used, once a day for each, at a call a second per account.',
  every: 120,
  timeLimitSeconds: 420,
  run: (_input, context) => context.get(ReadServiceUsage).execute(context.signal),
});
