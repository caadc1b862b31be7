import { describe, expect, it } from '@jest/globals';
import { readable } from './log-line.rules.js';

describe(readable, () => {
  it.each([
    ['{"level":"info","message":"Service started."}', 'info: Service started.'],
    ['{"level":"error","message":"Stopping failed.","error":{"message":"no"}}', 'error: Stopping failed.: no'],
    ['{"level":"error","error":{"driverError":{"message":"no such table"}}}', 'error: no such table'],
    ['{"level": broken', '{"level": broken'],
    ['LOG:  database system is ready', 'LOG:  database system is ready'],
  ])('%s', (line, text) => {
    expect(readable(line)).toBe(text);
  });
});
