import { describe, expect, it } from '@jest/globals';
import { chooseRole } from './role-choice.rules.js';

const arn = (accountId: string, name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const reader = { roleArn: arn('111122223333', 'payments-reader'), cliOnly: false };
const readerToo = { roleArn: arn('111122223333', 'payments-reader-too'), cliOnly: false };
const deploy = { roleArn: arn('444455556666', 'Deploy'), cliOnly: true };
const all = [readerToo, reader, deploy];

describe(chooseRole, () => {
  it.each([
    ['the exact ARN, though another begins with it', reader.roleArn, reader],
    ['the exact ARN in another case', reader.roleArn.toUpperCase(), reader],
    ['a part of only one', 'reader-too', readerToo],
    ['a part in another case', 'deploy', deploy],
    ['account and name', '444455556666:role/', deploy],
  ])('takes %s', (_what, query, chosen) => {
    expect(chooseRole(all, query, false)).toEqual({ chosen });
  });

  it('does not guess between two', () => {
    expect(chooseRole(all, 'payments', false)).toEqual({
      because: 'ROLE_AMBIGUOUS',
      matches: [reader.roleArn, readerToo.roleArn],
      matchCount: 2,
    });
  });

  it('shows at most twenty of many', () => {
    const many = Array.from({ length: 30 }, (_, number) => ({
      roleArn: arn('111122223333', `r${number}`),
      cliOnly: false,
    }));
    expect(chooseRole(many, 'role/r', false)).toMatchObject({ matchCount: 30, matches: { length: 20 } });
  });

  it('finds nothing where nothing is', () => {
    expect(chooseRole(all, 'billing', false)).toEqual({ because: 'NONE' });
    expect(chooseRole([], 'payments', false)).toEqual({ because: 'NONE' });
  });

  it('prefers for the console what is open to it', () => {
    const cliOnly = { ...readerToo, cliOnly: true };
    expect(chooseRole([cliOnly, reader], 'payments', true)).toEqual({ chosen: reader });
    expect(chooseRole([cliOnly], 'payments', true)).toEqual({ chosen: cliOnly });
  });
});
