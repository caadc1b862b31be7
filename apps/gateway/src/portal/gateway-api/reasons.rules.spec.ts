import { describe, expect, it } from '@jest/globals';
import { FAILURE_CODES, PLATFORM_FAILURES } from '@gatehouse/contracts';
import { explainProblem } from './reasons.rules';

describe(explainProblem, () => {
  it('has a sentence and a way out for a reason of a contract', () => {
    expect(explainProblem({ code: 'failed_precondition', reason: 'STS_DENIED' })).toMatchObject({
      title: 'AWS refused the role session',
      worthRetrying: false,
    });
  });

  it.each(Object.entries(PLATFORM_FAILURES))('knows %s', (reason, code) => {
    const { what, next } = explainProblem({ code, reason });
    expect([what, next].every((text) => text.length > 10)).toBe(true);
  });

  it.each(FAILURE_CODES)('falls back on the code %s for a reason it has never heard of', (code) => {
    expect(explainProblem({ code, reason: 'SOMETHING_NEW' }).next).not.toBe('');
  });

  it('calls what it cannot place a fault of ours', () => {
    const unexpected = explainProblem({ code: 'internal', reason: 'UNEXPECTED' });
    expect(explainProblem({ code: 'teapot', reason: 'toString' })).toEqual(unexpected);
  });

  it('offers to try again only where that may help', () => {
    expect(explainProblem({ code: 'unavailable', reason: 'NO_RESPONDERS' }).worthRetrying).toBe(true);
    expect(explainProblem({ code: 'permission_denied', reason: 'NOT_ELIGIBLE' }).worthRetrying).toBe(false);
  });
});
