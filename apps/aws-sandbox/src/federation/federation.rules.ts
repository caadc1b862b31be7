/** The three values of temporary credentials as the federation endpoint takes them. */
export interface FederationSession {
  readonly sessionId: string;
  readonly sessionKey: string;
  readonly sessionToken: string;
}

/** Reads the `Session` parameter, a JSON object (IAM User Guide, "Enable custom identity broker access to the console"). */
export function readSession(text: string | undefined): FederationSession | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<Record<keyof FederationSession, unknown>>;
    const { sessionId, sessionKey, sessionToken } = value;
    if (typeof sessionId !== 'string' || typeof sessionKey !== 'string' || typeof sessionToken !== 'string')
      return undefined;
    return { sessionId, sessionKey, sessionToken };
  } catch {
    return undefined;
  }
}

/** What the credentials come from: only those of a role not assumed by another role may ask for a duration. */
export type SessionOrigin = 'role' | 'chained-role' | 'federation-token';

interface DurationQuestion {
  readonly requested: string | undefined;
  readonly origin: SessionOrigin;
  readonly now: Date;
  readonly credentialsExpireAt: Date;
}

/** When the console session ends, or why it cannot be had. */
export function consoleExpiry(question: DurationQuestion): Date | { readonly refused: string } {
  const { requested, origin, now, credentialsExpireAt } = question;
  if (requested === undefined) return credentialsExpireAt;
  const seconds = Number(requested);
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    return { refused: 'SessionDuration must be a number of seconds from 900 to 43200.' };
  }
  if (origin === 'federation-token') {
    return { refused: 'SessionDuration cannot be used with credentials of GetFederationToken.' };
  }
  if (origin === 'chained-role') {
    return { refused: 'SessionDuration cannot be used with credentials that were obtained by role chaining.' };
  }
  return new Date(now.getTime() + seconds * 1000);
}
