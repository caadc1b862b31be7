import { describe, expect, it } from '@jest/globals';
import { aRole } from './a-role.js';
import { anAccount } from './an-account.js';

describe(aRole, () => {
  it('has the ARN that its account, path and name make', () => {
    expect(aRole({ accountId: '100000000005', path: '/team/', name: 'etl' }).arn).toBe(
      'arn:aws:iam::100000000005:role/team/etl',
    );
  });

  it('refuses fields that the contract refuses', () => {
    expect(() => aRole({ revision: 0 })).toThrow();
  });
});

describe(anAccount, () => {
  it('is active and fresh unless told otherwise', () => {
    expect(anAccount({ name: 'data-platform' })).toMatchObject({ name: 'data-platform', status: 'active' });
  });
});
