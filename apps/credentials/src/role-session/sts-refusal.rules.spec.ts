import { describe, expect, it } from '@jest/globals';
import { stsRefusalOf } from './sts-refusal.rules.js';

const roleArn = 'arn:aws:iam::111122223333:role/payments-reader';
const hub = 'arn:aws:iam::100000000002:role/gatehouse-broker';

describe(stsRefusalOf, () => {
  it.each([
    ['denied', 'STS_DENIED', 'trust policy'],
    ['rejected', 'STS_DENIED', 'exceeds the MaxSessionDuration.'],
    ['throttled', 'STS_THROTTLED', 'in a moment'],
    ['unavailable', 'STS_UNAVAILABLE', 'in a moment'],
    ['hub-credentials', 'STS_UNAVAILABLE', 'administrator'],
  ] as const)('%s is %s', (kind, reason, part) => {
    const problem = { kind, code: 'Code', message: 'exceeds the MaxSessionDuration' };
    expect(stsRefusalOf(problem, roleArn, hub)).toMatchObject({ reason, message: expect.stringContaining(part) });
  });

  it('names the principal that the trust policy has to name', () => {
    const problem = { kind: 'denied', code: 'AccessDenied', message: '' } as const;
    expect(stsRefusalOf(problem, roleArn, hub).message).toContain(hub);
    expect(stsRefusalOf(problem, roleArn, null).message).toContain('our hub role');
  });
});
