import { describe, expect, it } from '@jest/globals';
import { letsThrough } from './run-as.js';
import { EXIT, explainProblem, StartProblem } from './start-problem.js';

describe(explainProblem, () => {
  it('shows a foreseen problem as its sentences, without a stack', () => {
    const problem = new StartProblem('Port 3000 is taken.', { advice: 'Choose another.', exitCode: EXIT.noRoom });
    expect(explainProblem(problem)).toEqual({ text: 'Port 3000 is taken.\nChoose another.', exitCode: EXIT.noRoom });
  });

  it.each([
    ['ENOSPC', 'The disk is full: /data/x. Free some space and start again.'],
    ['EACCES', 'This may not be written or run: /data/x. Check its owner and permissions.'],
  ])('says %s in words', (code, text) => {
    const error = Object.assign(new Error('write failed'), { code, path: '/data/x' });
    expect(explainProblem(error)).toEqual({ text, exitCode: EXIT.noRoom });
  });

  it('owns up to a defect, with the stack that helps to find it', () => {
    const { text, exitCode } = explainProblem(new TypeError('x is not a function'));
    expect(text).toContain('defect of Gatehouse');
    expect(text).toContain('start-problem.spec');
    expect(exitCode).toBe(EXIT.unexpected);
  });
});

describe(letsThrough, () => {
  const user = { name: 'postgres', uid: 101, gid: 104 };

  it.each([
    ['a private folder of somebody else', { mode: 0o700, uid: 0, gid: 0 }, false],
    ['a folder open to all', { mode: 0o755, uid: 0, gid: 0 }, true],
    ['its own private folder', { mode: 0o700, uid: 101, gid: 0 }, true],
    ["its group's folder", { mode: 0o710, uid: 0, gid: 104 }, true],
    ['a folder that only others may pass', { mode: 0o701, uid: 0, gid: 104 }, false],
  ])('%s: %j', (_case, stats, expected) => {
    expect(letsThrough(stats, user)).toBe(expected);
  });
});
