/** The head of a message as mail programs write it. */
export interface MailHead {
  /** By lower-case name; repeated headers joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Splits a message at its first empty line and unfolds its headers (RFC 5322). */
export function readMail(text: string): MailHead {
  const end = /\r?\n\r?\n/u.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const headers = new Map<string, string>();
  for (const line of head.replaceAll(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u)) {
    const at = line.indexOf(':');
    if (at <= 0) continue;
    const [name, value] = [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    const known = headers.get(name);
    headers.set(name, known === undefined ? value : `${known}, ${value}`);
  }
  return { headers, body: end === null ? '' : text.slice(end.index + end[0].length) };
}
