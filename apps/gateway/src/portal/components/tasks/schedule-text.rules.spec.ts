import { describe, expect, it } from '@jest/globals';
import { scheduleText } from './schedule-text.rules';

describe(scheduleText, () => {
  it.each([
    ['every 300 s', 'Every 5 minutes'],
    ['every 3600 s', 'Every hour'],
    ['every 86400 s', 'Every day'],
    ['every 90 s', 'Every 90 seconds'],
    ['every 0.5 s', 'Every 0.5 seconds'],
    ['0 3 * * *', 'Every day at 03:00 UTC'],
    ['30 0 3 * * *', 'Every day at 03:00 UTC'],
    ['*/15 * * * *', 'Every 15 minutes'],
    ['0 * * * *', 'Every hour, on the hour'],
    ['5 * * * *', 'Every hour, 5 minutes past'],
    ['* * * * *', 'Every minute'],
    ['15 7 * * 1-5', 'Mondays to Fridays at 07:15 UTC'],
    ['0 9 * * 0,wed', 'Sundays, Wednesdays at 09:00 UTC'],
    ['0 9 * * 7', 'Sundays at 09:00 UTC'],
    ['0 9 * * noon', 'By the calendar 0 9 * * noon (UTC)'],
    ['0 0 1 1 *', 'By the calendar 0 0 1 1 * (UTC)'],
    ['now and then', 'By the calendar now and then (UTC)'],
  ])('says %s as %s', (schedule, text) => {
    expect(scheduleText(schedule)).toBe(text);
  });
});
