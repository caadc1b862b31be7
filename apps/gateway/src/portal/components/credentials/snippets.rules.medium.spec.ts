import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { posix } from './snippets.rules';

describe('a value pasted into a real shell', () => {
  it.each(['plain', `a'b"c$(id)\`id\`\\d;e f\n%g\u2019h`, "'", "''", '\\', ''])('stays what it is: %j', (value) => {
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${posix(value)}`], { encoding: 'utf8' })).toBe(value);
  });
});
