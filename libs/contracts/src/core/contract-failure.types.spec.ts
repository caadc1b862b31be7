import { expect, it } from '@jest/globals';
import { signOut } from '../identity/sign-out.js';
import { issueCredentials } from '../credentials/issue-credentials.js';
import { refuse } from './contract-failure.js';

it('a reason that the contract does not declare does not compile', () => {
  expect(refuse(issueCredentials, 'NOT_ELIGIBLE', 'No.').failure.code).toBe('permission_denied');
  // @ts-expect-error signing out cannot be refused
  expect(() => refuse(signOut, 'NOT_ELIGIBLE', 'No.')).toThrow('does not declare');
});
