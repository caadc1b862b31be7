import { describe, expect, it } from '@jest/globals';
import type { TaskRun, TaskStatus } from '@gatehouse/contracts';
import {
  askedBy,
  byNeed,
  countStates,
  isUnderWay,
  itemMilliseconds,
  itemsText,
  partsText,
  runMilliseconds,
  taskHref,
  taskKey,
  taskName,
} from './task-states.rules';

const task = (taskId: string, state: TaskStatus['state']) => ({ taskId, state }) as TaskStatus;
const now = new Date('2026-11-22T12:00:00.000Z');

describe(countStates, () => {
  it('counts every state, those without a task too', () => {
    expect(countStates([task('a', 'late'), task('b', 'late'), task('c', 'paused')])).toEqual({
      failing: 0,
      late: 2,
      running: 0,
      paused: 1,
      'never-run': 0,
      healthy: 0,
    });
  });
});

describe(byNeed, () => {
  it('puts first what needs somebody', () => {
    const tasks = [task('b', 'healthy'), task('a', 'healthy'), task('z', 'failing'), task('y', 'late')];
    expect(tasks.sort(byNeed).map(({ taskId }) => taskId)).toEqual(['z', 'y', 'a', 'b']);
  });
});

describe(runMilliseconds, () => {
  const run = (startedAt: string | null, endedAt: string | null) => ({ startedAt, endedAt }) as TaskRun;
  it.each([
    [null, null, null],
    ['2026-11-22T11:59:00.000Z', null, 60_000],
    ['2026-11-22T11:59:00.000Z', '2026-11-22T11:59:02.500Z', 2_500],
  ])('from %s to %s: %s', (startedAt, endedAt, expected) => {
    expect(runMilliseconds(run(startedAt, endedAt), now)).toBe(expected);
  });
});

describe(itemsText, () => {
  it.each([
    [null, 0, null],
    [null, 2, '2 failed'],
    [0, 0, 'nothing to do'],
    [1, 0, '1 account, none failed'],
    [1_200, 0, '1,200 accounts, none failed'],
    [12, 3, '3 of 12 accounts failed'],
  ])('%s items, %s failed: %s', (itemsTotal, itemsFailed, expected) => {
    expect(itemsText({ taskId: 'refresh-accounts', itemsTotal, itemsFailed })).toBe(expected);
  });
});

it('says who asked for a run', () => {
  const asked = [null, 'service:inventory', 'ada@example.com'].map((requestedBy) => askedBy({ requestedBy }));
  expect(asked).toEqual(['The schedule', 'The inventory service', 'ada@example.com']);
});

describe(partsText, () => {
  it.each([
    [[], null],
    [['succeeded'], '1 part'],
    [['succeeded', 'succeeded'], '2 parts'],
    [['succeeded', 'failed', 'failed'], '2 of 3 parts failed'],
  ] as const)('%j: %s', (states, expected) => {
    expect(partsText(states.map((state) => ({ state })))).toBe(expected);
  });
});

describe(itemMilliseconds, () => {
  const startedAt = '2026-11-22T11:59:58.000Z';
  it.each([
    [null, null, 'waiting', null],
    [startedAt, null, 'running', 2_000],
    [startedAt, '2026-11-22T11:59:59.000Z', 'failed', 1_000],
    [startedAt, null, 'waiting', null],
  ] as const)('from %s to %s, %s: %s', (start, end, state, expected) => {
    expect(itemMilliseconds({ startedAt: start, endedAt: end, state }, now)).toBe(expected);
  });
});

it('tells tasks of several services apart, in lists and addresses', () => {
  const [one, other] = [
    { service: 'inventory', taskId: 'tidy-up' },
    { service: 'identity', taskId: 'tidy-up' },
  ];
  expect([taskKey(one), taskKey(other)]).toEqual(['inventory/tidy-up', 'identity/tidy-up']);
  expect([taskHref(one), taskHref(other)]).toEqual(['/tasks/tidy-up', '/tasks/tidy-up?service=identity']);
});

it('names a task for people', () => {
  expect(taskName('refresh-accounts')).toBe('Refresh accounts');
});

it('knows which runs are not over', () => {
  expect([isUnderWay({ state: 'queued' }), isUnderWay({ state: 'lost' }), isUnderWay(null)]).toEqual([
    true,
    false,
    false,
  ]);
});
