import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineTask } from './define-task.js';
import { tickOf } from './engine/tick.rules.js';

const complete = { id: 'tidy-up', summary: 'Tidies up.', timeLimitSeconds: 5, run: async () => {} };

describe(defineTask, () => {
  it('takes an interval or a cron expression', () => {
    expect(defineTask({ ...complete, every: 60 }).schedule).toEqual({ every: 60 });
    expect(defineTask({ ...complete, cron: '0 3 * * *' }).schedule).toEqual({ cron: '0 3 * * *' });
  });

  it.each([
    [{ ...complete, every: 0 }, 'needs either every'],
    [{ ...complete, cron: 'daily' }, 'needs either every'],
    [{ ...complete, id: 'Tidy Up', every: 1 }, 'not the id of a task'],
    [{ ...complete, timeLimitSeconds: 0, every: 1 }, 'timeLimitSeconds must be above 0'],
    [{ ...complete, every: 1, input: z.object({ accountId: z.string() }) }, 'needs a default for every field'],
    [
      { ...complete, every: 1, fanOut: { items: async () => [], each: async () => {}, timeLimitSeconds: 1e9 } },
      'fanOut.timeLimitSeconds must be',
    ],
  ])('refuses %j', (definition, complaint) => {
    expect(() => defineTask(definition as never)).toThrow(complaint);
  });
});

describe(tickOf, () => {
  const job = (id: string) => ({ id, timestamp: 5 });

  it('gives one name to all jobs of one interval, and another to the next', () => {
    const every = { every: 60 };
    expect(tickOf(job('repeat:x:120000'), every)).toBe(tickOf(job('repeat:x:179999'), every));
    expect(tickOf(job('repeat:x:120000'), every)).not.toBe(tickOf(job('repeat:x:180000'), every));
  });

  it('names the moment of a cron expression', () => {
    expect(tickOf(job('repeat:x:120000'), { cron: '* * * * *' })).toBe('at 120000');
    expect(tickOf({ timestamp: 7 }, { cron: '* * * * *' })).toBe('at 7');
  });
});
