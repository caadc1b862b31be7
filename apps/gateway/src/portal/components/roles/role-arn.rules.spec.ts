import { describe, expect, it } from '@jest/globals';
import { textOfSegments } from '../text/path-text.rules';
import { parseRoleArn, rolePageHref } from './role-arn.rules';

describe(parseRoleArn, () => {
  it.each([
    ['arn:aws:iam::123456789012:role/reader', '/', 'reader'],
    ['arn:aws-us-gov:iam::123456789012:role/a/b/reader', '/a/b/', 'reader'],
  ])('reads %s', (arn, path, name) => {
    expect(parseRoleArn(arn)).toMatchObject({ accountId: '123456789012', path, name });
  });

  it.each(['reader', 'arn:aws:iam::123456789012:user/ada', 'arn:aws:iam::12:role/x', ''])('refuses %j', (text) => {
    expect(parseRoleArn(text)).toBeNull();
  });
});

describe('the address of a role', () => {
  it.each(['arn:aws:iam::123456789012:role/teams/x', 'arn:aws:iam::123456789012:role/p%q/with+plus=,.@-_'])(
    'leads back to %s',
    (arn) => {
      expect(textOfSegments(rolePageHref(arn).slice('/roles/'.length).split('/'))).toBe(arn);
    },
  );

  it('may be written with encoded slashes, and with a stray percent sign', () => {
    expect(textOfSegments(['arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fa%2Fb'])).toBe(
      'arn:aws:iam::123456789012:role/a/b',
    );
    expect(textOfSegments(['100%'])).toBe('100%');
  });
});
