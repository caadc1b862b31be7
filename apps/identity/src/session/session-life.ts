import type { SessionLife } from './session.rules.js';

/** Twelve hours at most, and not more than one without being used. */
export const SESSION_LIFE: SessionLife = { absoluteSeconds: 43_200, idleSeconds: 3_600 };
