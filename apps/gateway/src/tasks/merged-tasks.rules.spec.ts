import { describe, expect, it } from '@jest/globals';
import { platformFailure, refuse, explainDenial, type TaskStatus } from '@gatehouse/contracts';
import { mergedTasks } from './merged-tasks.rules.js';

const task = (service: string, taskId: string) => ({ service, taskId }) as TaskStatus;
const told = (service: string, ...items: TaskStatus[]) => ({
  service,
  answer: { status: 'fulfilled' as const, value: { items, unavailable: [] } },
});
const failed = (service: string, reason: unknown) => ({ service, answer: { status: 'rejected' as const, reason } });
const away = platformFailure('NO_RESPONDERS', 'Nobody answers.');

describe(mergedTasks, () => {
  it('puts together what all services told', () => {
    const one = task('inventory', 'refresh-accounts');
    const other = task('identity', 'purge-sessions');
    expect(mergedTasks([told('inventory', one), told('identity', other)])).toEqual({
      items: [one, other],
      unavailable: [],
    });
  });

  it('names the service that is away, and shows the tasks of the others', () => {
    const one = task('inventory', 'refresh-accounts');
    expect(mergedTasks([failed('identity', away), told('inventory', one)])).toEqual({
      items: [one],
      unavailable: ['identity'],
    });
  });

  it('fails when nobody answers', () => {
    expect(() => mergedTasks([failed('identity', away), failed('inventory', away)])).toThrow('Nobody answers.');
  });

  it('fails with what a service refuses', () => {
    const refused = refuse(explainDenial, 'DENIAL_UNKNOWN', 'Not for you.');
    expect(() => mergedTasks([told('inventory'), failed('identity', refused)])).toThrow('Not for you.');
  });
});
