import { describe, expect, it } from '@jest/globals';
import { readCredentialsRequest } from './credentials-request.rules.js';

describe(readCredentialsRequest, () => {
  it('reads what weep sends', () => {
    expect(
      readCredentialsRequest({
        requested_role: 'reader',
        no_ip_restrictions: false,
        metadata: { weep_version: '1.0', weep_method: 'export', cert_age_seconds: 0 },
      }),
    ).toEqual({
      kind: 'role',
      query: 'reader',
      consoleOnly: false,
      metadata: { weep_version: '1.0', weep_method: 'export', cert_age_seconds: 0, no_ip_restrictions: false },
    });
  });

  it('lets fields be that it does not know', () => {
    expect(readCredentialsRequest({ requested_role: 'reader', brand_new: 1 })).toMatchObject({ kind: 'role' });
  });

  it('reads that only roles of the console count', () => {
    expect(readCredentialsRequest({ requested_role: 'reader', console_only: true })).toMatchObject({
      consoleOnly: true,
    });
  });

  it.each([
    [{ app_name: 'payments' }, { kind: 'app' }],
    [
      { user_role: true, account: 'payments' },
      { kind: 'person-role', account: 'payments' },
    ],
    [{ requested_role: 'reader', user_role: false }, { kind: 'role' }],
  ])('reads %j', (body, expected) => {
    expect(readCredentialsRequest(body)).toMatchObject(expected);
  });

  it.each([
    [undefined, 'body'],
    [null, 'body'],
    [[], 'body'],
    ['reader', 'body'],
    [{}, 'requested_role'],
    [{ requested_role: '' }, 'requested_role'],
    [{ requested_role: '   ' }, 'requested_role'],
    [{ requested_role: 7 }, 'requested_role'],
    [{ requested_role: 'x'.repeat(651) }, 'requested_role'],
    [{ user_role: true }, 'account'],
    [{ user_role: true, account: 'a', requested_role: 'b' }, 'not both'],
    [{ app_name: 'a', requested_role: 'b' }, 'not several'],
    [{ requested_role: 'a', metadata: 'weep' }, 'metadata'],
    [{ requested_role: 'a', custom_ip_restrictions: ['10.0.0.0/8'] }, 'custom_ip_restrictions'],
  ])('says what is wrong with %j', (body, hint) => {
    expect(readCredentialsRequest(body)).toEqual({ kind: 'malformed', message: expect.stringContaining(hint) });
  });
});
