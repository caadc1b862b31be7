import { describe, expect, it } from '@jest/globals';
import { contentSecurityPolicy, securityHeaders } from './security-headers.rules.js';

const page = { nonce: 'n0nce', secure: true, development: false };
const directive = (policy: string, name: string) =>
  policy
    .split('; ')
    .find((part) => part.startsWith(`${name} `))
    ?.slice(name.length + 1);

describe(contentSecurityPolicy, () => {
  it('runs no inline script without the nonce, and none from elsewhere', () => {
    expect(directive(contentSecurityPolicy(page), 'script-src')).toBe(`'self' 'nonce-n0nce'`);
    expect(directive(contentSecurityPolicy(page), 'script-src-attr')).toBe(`'none'`);
  });

  it('takes no style from markup', () => {
    expect(directive(contentSecurityPolicy(page), 'style-src')).toBe(`'self' 'nonce-n0nce'`);
    expect(directive(contentSecurityPolicy(page), 'style-src-attr')).toBe(`'none'`);
  });

  it('lets nobody frame us, move our base or take our forms elsewhere', () => {
    const policy = contentSecurityPolicy(page);
    expect(directive(policy, 'frame-ancestors')).toBe(`'none'`);
    expect(directive(policy, 'base-uri')).toBe(`'none'`);
    expect(directive(policy, 'form-action')).toBe(`'self'`);
  });

  it('evaluates code in development only', () => {
    expect(contentSecurityPolicy(page)).not.toContain('unsafe-eval');
    expect(contentSecurityPolicy({ ...page, development: true })).toContain('unsafe-eval');
  });

  it('does not send people of a trial on plain http to https', () => {
    expect(contentSecurityPolicy({ ...page, secure: false })).not.toContain('upgrade-insecure-requests');
  });
});

describe(securityHeaders, () => {
  it('binds the host to https only over https', () => {
    expect(securityHeaders(true)).toHaveProperty('Strict-Transport-Security');
    expect(securityHeaders(false)).not.toHaveProperty('Strict-Transport-Security');
  });

  it('always forbids guessing content types and framing', () => {
    expect(securityHeaders(false)).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY' });
  });
});
