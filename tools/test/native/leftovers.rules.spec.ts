import { describe, expect, it } from '@jest/globals';
import { differences } from './leftovers.rules.js';

describe('what a test file leaves behind', () => {
  it('is what came, what went and what changed', () => {
    const before = new Map<string, unknown>([
      ['process.env.HOME', '/home/ada'],
      ['process.env.LANG', 'C'],
      ['process.exitCode', undefined],
      ['listeners for SIGTERM', 1],
    ]);
    const after = new Map<string, unknown>([
      ['process.env.HOME', '/home/ada'],
      ['process.env.PORT', '80'],
      ['process.exitCode', undefined],
      ['listeners for SIGTERM', 2],
    ]);
    expect(differences(before, after)).toEqual(['process.env.LANG', 'listeners for SIGTERM', 'process.env.PORT']);
  });

  it('is nothing when all is as it was', () => {
    expect(differences(new Map([['process.cwd()', '/']]), new Map([['process.cwd()', '/']]))).toEqual([]);
  });
});
