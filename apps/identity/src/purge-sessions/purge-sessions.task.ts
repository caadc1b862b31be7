import { defineTask } from '@gatehouse/tasks';
import { PurgeSessions } from './purge-sessions.use-case.js';

export const purgeSessions = defineTask({
  id: 'purge-sessions',
  summary: 'Removes sessions that can never be used again; what they did is in the audit trail.',
  every: 3_600,
  timeLimitSeconds: 60,
  run: async (_input, context) => {
    await context.get(PurgeSessions).execute();
  },
});
