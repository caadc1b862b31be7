/** `Ada Osei <ada@example.com>` in its parts. */
export interface Mailbox {
  readonly displayName: string | undefined;
  /** Lower-case domain; the part before it as it was given. */
  readonly address: string;
  readonly domain: string;
}

/** Reads a mailbox; a text instead is SES's reason to refuse it. */
export function readMailbox(text: string): Mailbox | string {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]*)>|([^<>]*))\s*$/u.exec(text);
  if (match === null) return 'Illegal address';
  const [, name, bracketed, plain = ''] = match;
  const given = (bracketed ?? plain).trim();
  const at = given.lastIndexOf('@');
  const [local, domain] = [given.slice(0, Math.max(at, 0)), given.slice(at + 1).toLowerCase()];
  const problem = at < 0 || domain === '' ? "Missing final '@domain'" : problemOf(local, domain);
  return problem ?? { displayName: name === '' ? undefined : name, address: `${local}@${domain}`, domain };
}

function problemOf(local: string, domain: string): string | undefined {
  if (local === '') return 'Missing local name';
  if (/[\s\p{Cc}]/u.test(local)) return 'Local address contains control or whitespace';
  return isDomain(domain) ? undefined : 'Domain contains illegal character';
}

/** A name of DNS: labels of letters, digits and hyphens. */
export function isDomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/iu.test(label));
}

/** The identities that stand for an address, the nearest first: itself, its domain, and the domains above. */
export function identityNamesOf({ address, domain }: Mailbox): readonly string[] {
  const labels = domain.split('.');
  const domains = labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'));
  return [address.toLowerCase(), ...domains];
}

/** Mailboxes of a header: separated by commas, except inside quotation marks. */
export function splitMailboxes(header: string): readonly string[] {
  return (header.match(/(?:"[^"]*"|[^,"])+/gu) ?? []).map((each) => each.trim()).filter((each) => each !== '');
}
