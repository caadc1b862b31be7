import { describe, expect, it } from '@jest/globals';
import { decideSession, expiryOf, overBefore, type SessionLife } from './session.rules.js';

const life: SessionLife = { absoluteSeconds: 43_200, idleSeconds: 3_600 };
const startedAt = new Date('2026-11-22T08:00:00Z');
const at = (time: string) => new Date(`2026-11-22T${time}Z`);

describe(decideSession, () => {
  it('keeps a session alive while it is used', () => {
    expect(decideSession({ startedAt, lastUsedAt: at('18:30:00'), endedAt: null }, at('19:29:59'), life)).toEqual({
      live: true,
      expiresAt: at('20:00:00'),
    });
  });

  it.each([
    ['an hour after it was last used', at('09:00:00'), at('10:00:00')],
    ['twelve hours after sign-in, however busy', at('19:59:59'), at('20:00:00')],
  ])('ends it %s', (_case, lastUsedAt, now) => {
    expect(decideSession({ startedAt, lastUsedAt, endedAt: null }, now, life)).toEqual({
      live: false,
      because: 'SESSION_EXPIRED',
    });
  });

  it('knows nothing of a session that was signed out, even within its life', () => {
    expect(
      decideSession({ startedAt, lastUsedAt: at('08:10:00'), endedAt: at('08:10:01') }, at('08:11:00'), life),
    ).toEqual({ live: false, because: 'SESSION_INVALID' });
  });
});

describe(overBefore, () => {
  it('agrees with the expiry of a session', () => {
    expect(overBefore(expiryOf(startedAt, life), life)).toEqual(startedAt);
  });
});
