import { defineTask } from '@gatehouse/tasks';
import { ReadErrorSources } from './read-error-sources.use-case.js';

/** Asks each source by itself, so that one that fails delays no other. */
export const readErrorSourcesTask = defineTask({
  id: 'read-error-sources',
  summary: 'Asks the sources of refused calls, besides CloudTrail, what is new.',
  every: 60,
  timeLimitSeconds: 30,
  fanOut: {
    items: async (_input, context) => context.get(ReadErrorSources).ids,
    each: (sourceId, _input, context) => context.get(ReadErrorSources).execute(sourceId, context.signal),
    // The next minute is the next try.
    attempts: 1,
    timeLimitSeconds: 300,
  },
  run: async () => {},
});
