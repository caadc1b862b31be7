/** AWS gives metadata that names no end a hundred years. */
const YEARS_WITHOUT_END = 100;

/** Whether a text looks like the metadata of a SAML identity provider: an EntityDescriptor with an IDPSSODescriptor. */
export function isMetadata(text: string): boolean {
  return /<(?:[\w.-]+:)?EntityDescriptor[\s>]/u.test(text) && /<(?:[\w.-]+:)?IDPSSODescriptor[\s>]/u.test(text);
}

/** Until when metadata holds, by its own `validUntil`. */
export function validUntilOf(metadata: string, now: Date): Date {
  const stated = /<(?:[\w.-]+:)?EntityDescriptor\s[^>]*\bvalidUntil="([^"]+)"/u.exec(metadata)?.[1];
  const date = new Date(stated ?? Number.NaN);
  if (!Number.isNaN(date.getTime())) return date;
  const end = new Date(now.getTime());
  end.setUTCFullYear(end.getUTCFullYear() + YEARS_WITHOUT_END);
  return end;
}
