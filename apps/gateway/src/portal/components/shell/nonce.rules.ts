/** The nonce that a Content-Security-Policy lets scripts run with, if it names one. */
export function nonceOf(policy: string | null): string | undefined {
  return policy === null ? undefined : /'nonce-([A-Za-z0-9+/_=-]+)'/.exec(policy)?.[1];
}
