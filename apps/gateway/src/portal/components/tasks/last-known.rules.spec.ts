import { describe, expect, it } from '@jest/globals';
import type { TaskStatus } from '@gatehouse/contracts';
import { withLastKnown, type TaskList } from './last-known.rules';

const task = (service: string, taskId: string) => ({ service, taskId }) as TaskStatus;
const ALL: TaskList = {
  items: [task('inventory', 'refresh-accounts'), task('identity', 'purge-sessions')],
  unavailable: [],
};

describe('tasks of a service that does not answer', () => {
  it('stay as they were', () => {
    const now = { items: [task('identity', 'purge-sessions')], unavailable: ['inventory'] };
    expect(withLastKnown(ALL, now)).toEqual({ ...now, items: [...now.items, task('inventory', 'refresh-accounts')] });
  });

  it('are missing when they were never known', () => {
    const now = { items: [], unavailable: ['inventory'] };
    expect(withLastKnown(undefined, now)).toBe(now);
    expect(withLastKnown({ items: [], unavailable: ['inventory'] }, now)).toBe(now);
  });
});

it('a task that an answering service no longer has is gone', () => {
  const now = { items: [task('inventory', 'refresh-accounts')], unavailable: [] };
  expect(withLastKnown(ALL, now)).toBe(now);
});
