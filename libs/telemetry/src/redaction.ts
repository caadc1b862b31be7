const REDACTED = '***';
const MAX_DEPTH = 6;
const MAX_ENTRIES = 100;
const MAX_TEXT = 16_384;

/**
 * Field names whose values are never written, compared in lower case without `-` and `_`. Beside the ends below, which
 * catch `dbPassword` or `x-amz-security-token`.
 */
const SECRET_FIELDS = new Set([
  'actor',
  'actortoken',
  'authorization',
  'cookie',
  'credentials',
  'd',
  'databaseurl',
  'jwt',
  'nkey',
  'proxyauthorization',
  'seed',
  'setcookie',
  'signintoken',
]);
const SECRET_ENDS =
  /(?:secret|password|passwd|token|secretaccesskey|secretkey|privatekey|apikey|seed|signature|cookie)$/;

/** Credentials that are recognisable by their own shape or by what stands before them. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  // JSON Web Tokens.
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, REDACTED],
  // nkey seeds: S, kind, base32.
  [/\bS[UANOCX][A-Z2-7]{56}\b/g, REDACTED],
  // AWS session tokens.
  [/\b(?:IQoJ|FwoG|FQoG)[\w+/=%-]{40,}/g, REDACTED],
  // Passwords in URLs.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/?#@]{0,200}):[^\s/]+@/gi, `$1:${REDACTED}@`],
  // Schemes of the Authorization header.
  [/\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/gi, `$1 ${REDACTED}`],
  // Named values in URLs, shell exports, credentials files and JSON.
  [
    /((?:secret_?access_?key|session_?token|security-token|signin_?token|secret|password|passwd|x-amz-signature|api_?key|private_?key|set-cookie|cookie)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    `$1${REDACTED}`,
  ],
  // The federation endpoint takes whole credentials in one parameter.
  [/([?&]Session=)[^\s&"']+/g, `$1${REDACTED}`],
  // Private keys, PEM.
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
];

/** Something that each of the patterns above needs. Most texts have none of it, and one look costs less than eight. */
const SUSPICIOUS =
  /eyJ|S[UANOCX][A-Z2-7]{56}|IQoJ|FwoG|FQoG|:\/\/|Session=|-----BEGIN|bearer|basic|secret|token|passw|signature|api_?key|private_?key|cookie/i;

/** Takes recognisable credentials out of a text and bounds it to 16 KiB. */
export function redactText(text: string): string {
  const bounded = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text;
  if (!SUSPICIOUS.test(bounded)) return bounded;
  return SECRET_TEXT.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), bounded);
}

/**
 * A copy of a value that may be written to a log: secret fields and recognisable credentials are `***`, depth, breadth
 * and length are bounded, errors become plain objects with a redacted message and stack.
 */
export function redact(value: unknown): unknown {
  return redactAt(value, 0);
}

/** Names that were judged lately; those of our own log lines are few and come again and again. */
const judged = new Map<string, boolean>();
const MOST_JUDGED = 1_000;

/** True when a field of this name is never written, whatever it holds. */
export function isSecretField(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const plain = name.toLowerCase().replace(/[-_]/g, '');
  const isSecret = SECRET_FIELDS.has(plain) || SECRET_ENDS.test(plain);
  if (judged.size < MOST_JUDGED && name.length <= 100) judged.set(name, isSecret);
  return isSecret;
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  return redactObject(value, depth);
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toJSON();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map((item) => redactAt(item, depth + 1));
  if (value instanceof Map) return redactEntries(Object.fromEntries(value), depth);
  if (value instanceof Set) return redactAt([...value], depth);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return redactAt(toJSON.call(value) as unknown, depth + 1);
  return redactEntries(value, depth);
}

function redactEntries(value: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ENTRIES)
      .map(([name, item]) => [name, redactField(name, item, depth)]),
  );
}

function redactField(name: string, item: unknown, depth: number): unknown {
  if (!isSecretField(name)) return redactAt(item, depth + 1);
  // An absent value says something useful and gives nothing away.
  return item === undefined || item === null || typeof item === 'boolean' ? item : REDACTED;
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause, ...rest } = error as Error & { cause?: unknown };
  return {
    ...redactEntries(rest, depth),
    type: name,
    message: redactText(message),
    ...(stack !== undefined && { stack: redactText(stack) }),
    ...(cause !== undefined && { cause: redactAt(cause, depth + 1) }),
  };
}
