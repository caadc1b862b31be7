import { describe, expect, it } from '@jest/globals';
import { natsConfiguration } from './nats-authorization.rules.js';

describe(natsConfiguration, () => {
  it('gives the generated authorization the public keys of this installation', () => {
    const publicKeys = new Map([
      ['policy-requests', 'UAAA'],
      ['provisioner', 'UBBB'],
    ]);
    expect(natsConfiguration({ authorization: 'authorization {}\n', publicKeys })).toBe(
      'GATEHOUSE_NKEY_POLICY_REQUESTS: "UAAA"\nGATEHOUSE_NKEY_PROVISIONER: "UBBB"\nauthorization {}\n',
    );
  });
});
