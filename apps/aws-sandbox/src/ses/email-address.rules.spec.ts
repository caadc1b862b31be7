import { describe, expect, it } from '@jest/globals';

import { identityNamesOf, readMailbox, splitMailboxes } from './email-address.rules.js';

describe('addresses of mail', () => {
  it('may have a name in front', () => {
    const plain = { address: 'ada@example.com', domain: 'example.com' };
    expect(readMailbox('ada@Example.com')).toEqual({ ...plain, displayName: undefined });
    expect(readMailbox('Ada Osei <ada@example.com>')).toEqual({ ...plain, displayName: 'Ada Osei' });
    expect(readMailbox('"Osei, Ada" <ada@example.com>')).toEqual({ ...plain, displayName: 'Osei, Ada' });
  });

  it.each([
    ['ada', "Missing final '@domain'"],
    ['ada@', "Missing final '@domain'"],
    ['@example.com', 'Missing local name'],
    ['a da@example.com', 'Local address contains control or whitespace'],
    ['ada@exa_mple.com', 'Domain contains illegal character'],
    ['ada@example..com', 'Domain contains illegal character'],
    ['Ada <ada@example.com', 'Illegal address'],
  ])('are refused as %j', (text, reason) => {
    expect(readMailbox(text)).toBe(reason);
  });

  it('belong to the identities of the address and of each domain above', () => {
    const mailbox = readMailbox('Ada@mail.example.com');
    expect(typeof mailbox === 'string' ? [] : identityNamesOf(mailbox)).toEqual([
      'ada@mail.example.com',
      'mail.example.com',
      'example.com',
    ]);
  });

  it('come in lists', () => {
    expect(splitMailboxes('a@x.org, "Osei, Ada" <ada@example.com>,')).toEqual([
      'a@x.org',
      '"Osei, Ada" <ada@example.com>',
    ]);
  });
});
