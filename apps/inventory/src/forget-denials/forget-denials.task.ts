import { defineTask } from '@gatehouse/tasks';
import { ForgetDenials } from './forget-denials.use-case.js';

/** The window of a week moves on by days; a little after midnight, and every hour for what came late. */
export const forgetDenialsTask = defineTask({
  id: 'forget-denials',
  summary: 'Forgets denied calls that are older than a week, and counts anew how many each resource has.',
  cron: '5 * * * *',
  timeLimitSeconds: 300,
  run: (_input, context) => context.get(ForgetDenials).execute(),
});
