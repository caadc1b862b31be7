import { describe, expect, it } from '@jest/globals';
import type { TaskStatus } from '../tasks.js';
import { scheduleInWords, taskHealth } from './task-health.rules.js';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const run = (state: NonNullable<TaskStatus['lastRun']>['state'], createdSecondsAgo = 60) => ({
  id: '00000000-0000-4000-8000-000000000000',
  taskId: 'refresh-accounts',
  state,
  requestedBy: undefined,
  input: {},
  createdAt: ago(createdSecondsAgo),
  startedAt: undefined,
  endedAt: undefined,
  itemsTotal: undefined,
  itemsFailed: 0,
  error: undefined,
  traceId: '',
});
const task = (change: Partial<TaskStatus>): TaskStatus => ({
  id: 'refresh-accounts',
  summary: '',
  schedule: { every: 300 },
  pausedBy: undefined,
  lastRun: run('succeeded'),
  lastSuccessAt: ago(30),
  ...change,
});

describe(taskHealth, () => {
  it.each([
    ['healthy', {}],
    ['paused', { pausedBy: 'cyrus@example.com', lastRun: run('failed') }],
    ['never-run', { lastRun: undefined, lastSuccessAt: undefined }],
    ['running', { lastRun: run('running') }],
    ['running', { lastRun: run('queued'), lastSuccessAt: undefined }],
    ['failing', { lastRun: run('failed') }],
    ['failing', { lastRun: run('partly-failed') }],
    ['failing', { lastRun: run('lost') }],
    ['late', { lastSuccessAt: ago(901) }],
    ['late', { lastRun: run('running', 2_000), lastSuccessAt: undefined }],
    ['healthy', { schedule: { cron: '0 3 * * *' }, lastSuccessAt: ago(80_000) }],
    ['late', { schedule: { cron: '0 3 * * *' }, lastSuccessAt: ago(300_000) }],
  ] as const)('is %s', (expected, change) => {
    expect(taskHealth(task(change as Partial<TaskStatus>), now)).toBe(expected);
  });
});

describe(scheduleInWords, () => {
  it('says how often', () => {
    expect(scheduleInWords({ every: 300 })).toBe('every 300 s');
    expect(scheduleInWords({ cron: '0 3 * * *' })).toBe('0 3 * * *');
  });
});
