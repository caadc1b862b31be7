import { describe, expect, it } from '@jest/globals';
import {
  CONSOLEME_COOKIE,
  endCookie,
  hasSessionCookie,
  SESSION_COOKIE,
  sessionTokenIn,
  startCookie,
} from './session-cookie.rules.js';

const token = 'a'.repeat(43);

describe(startCookie, () => {
  it('keeps every promise that its name makes, and hides from scripts', () => {
    expect(startCookie(token, new Date('2026-11-22T20:00:00Z'))).toBe(
      `__Host-gatehouse-session=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=Sun, 22 Nov 2026 20:00:00 GMT`,
    );
  });
});

describe(endCookie, () => {
  it('empties the same cookie at once', () => {
    expect(endCookie()).toBe('__Host-gatehouse-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0');
  });
});

describe(sessionTokenIn, () => {
  it.each([
    [`${SESSION_COOKIE}=${token}`],
    [`theme=dark; ${SESSION_COOKIE}=${token}; x=y`],
    [`x;${SESSION_COOKIE}= ${token}`],
  ])('finds it in %s', (header) => {
    expect(sessionTokenIn(header)).toBe(token);
  });

  it.each([
    [undefined],
    [''],
    [`${SESSION_COOKIE}=`],
    [`${SESSION_COOKIE}=short`],
    [`${SESSION_COOKIE}=${token}${token}`],
    [`${SESSION_COOKIE}=${'\u0000'.repeat(43)}`],
    [`x${SESSION_COOKIE}=${token}`],
    [`gatehouse-session=${token}`],
    [`${CONSOLEME_COOKIE}=${token}`],
  ])('finds none in %j', (header) => {
    expect(sessionTokenIn(header)).toBeUndefined();
  });

  it('looks for the cookie of command-line clients where it is told to', () => {
    expect(sessionTokenIn(`${CONSOLEME_COOKIE}=${token}`, [SESSION_COOKIE, CONSOLEME_COOKIE])).toBe(token);
  });
});

describe(hasSessionCookie, () => {
  it('tells a broken session from none', () => {
    expect(hasSessionCookie(`${SESSION_COOKIE}=broken`)).toBe(true);
    expect(hasSessionCookie('theme=dark')).toBe(false);
  });
});
