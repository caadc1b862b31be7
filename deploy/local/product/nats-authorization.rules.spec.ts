import { describe, expect, it } from '@jest/globals';
import { natsAuthorization } from './nats-authorization.rules.js';

describe(natsAuthorization, () => {
  it('lets nobody in but the named users, each with its own permissions', () => {
    const publicKeys = new Map([
      ['policy-requests', 'UAAA'],
      ['provisioner', 'UBBB'],
    ]);
    const text = natsAuthorization({
      permissions: 'PERMISSIONS_POLICY_REQUESTS {}',
      publicKeys,
      provisioner: 'provisioner',
    });
    expect(text).toBe(
      [
        'authorization {',
        'PERMISSIONS_POLICY_REQUESTS {}',
        '  users: [',
        '    { nkey: UAAA, permissions: $PERMISSIONS_POLICY_REQUESTS }',
        '    { nkey: UBBB }',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
  });
});
