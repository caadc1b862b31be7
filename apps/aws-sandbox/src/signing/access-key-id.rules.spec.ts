import { describe, expect, it } from '@jest/globals';

import { accessKeyIdOf, accountOfAccessKeyId } from './access-key-id.rules.js';

describe('access key ids', () => {
  it.each(['000000000000', '000000000042', '333333333333', '999999999999'])('hold the account %s', (account) => {
    for (const byte of [0, 1, 127, 128, 255]) {
      const id = accessKeyIdOf('ASIA', account, new Uint8Array(10).fill(byte));
      expect(id).toMatch(/^ASIA[A-Z2-7]{16}$/);
      expect(accountOfAccessKeyId(id)).toBe(account);
    }
  });

  // The account of this key was published with it, in articles on how accounts are found in key ids.
  it('are read as AWS writes them', () => {
    expect(accountOfAccessKeyId('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753');
  });

  it.each(['AKIAIOSFODNN7EXAMPLE', 'ASIA', 'AROAQNZGKIQY56JQ7WML', 'ASIA1NZGKIQY56JQ7WML'])(
    'of another form hold none: %s',
    (id) => {
      expect(accountOfAccessKeyId(id)).toBeUndefined();
    },
  );
});
