/** What a role session is made of, as the snippets need it. */
export interface SessionParts {
  readonly roleArn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: string;
  readonly region: string;
  /** Where AWS answers, when it is not the public AWS. */
  readonly endpointUrl: string | null;
}

/** The forms in which credentials are offered. */
export const SNIPPET_KINDS = ['bash', 'fish', 'powershell', 'file', 'json'] as const;
export type SnippetKind = (typeof SNIPPET_KINDS)[number];

/** Shown in place of a secret. */
const MASK = '••••••••••••••••';

/** The same session without its secrets: what is shown until somebody asks to see them. */
export function withoutSecrets(session: SessionParts): SessionParts {
  return { ...session, secretAccessKey: MASK, sessionToken: MASK };
}

/** The text of one form of a role session. */
export function snippetOf(kind: SnippetKind, session: SessionParts): string {
  switch (kind) {
    case 'bash':
      return lines('unset AWS_PROFILE', ...variables(session).map(([name, value]) => `export ${name}=${posix(value)}`));
    case 'fish':
      return lines(
        'set -e AWS_PROFILE',
        ...variables(session).map(([name, value]) => `set -gx ${name} ${fish(value)}`),
      );
    case 'powershell':
      return lines(
        'Remove-Item Env:AWS_PROFILE -ErrorAction SilentlyContinue',
        ...variables(session).map(([name, value]) => `$Env:${name} = ${powershell(value)}`),
      );
    case 'file':
      return credentialsFile(session);
    case 'json':
      return credentialsJson(session);
  }
}

/** Both region names, because the AWS CLI reads one and some SDKs only the other. */
function variables(session: SessionParts): (readonly [string, string])[] {
  return [
    ['AWS_ACCESS_KEY_ID', session.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', session.secretAccessKey],
    ['AWS_SESSION_TOKEN', session.sessionToken],
    ['AWS_REGION', session.region],
    ['AWS_DEFAULT_REGION', session.region],
    ...(session.endpointUrl === null ? [] : [['AWS_ENDPOINT_URL', session.endpointUrl] as const]),
  ];
}

function credentialsFile(session: SessionParts): string {
  return lines(
    `[${profileNameOf(session.roleArn)}]`,
    `aws_access_key_id = ${oneLine(session.accessKeyId)}`,
    `aws_secret_access_key = ${oneLine(session.secretAccessKey)}`,
    `aws_session_token = ${oneLine(session.sessionToken)}`,
    `region = ${oneLine(session.region)}`,
    ...(session.endpointUrl === null ? [] : [`endpoint_url = ${oneLine(session.endpointUrl)}`]),
  );
}

/** The shape that `credential_process` programs print. Source: AWS CLI user guide, external process. */
function credentialsJson(session: SessionParts): string {
  const printed = {
    Version: 1,
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: session.expiresAt,
  };
  return `${JSON.stringify(printed, null, 2)}\n`;
}

/** `123456789012-payments-reader`: one name per role of every account, safe in brackets and on a command line. */
export function profileNameOf(roleArn: string): string {
  const accountId = roleArn.split(':')[4] ?? '';
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return `${accountId}-${name}`.replace(/[^\w.@-]/g, '_');
}

/** In single quotes nothing is special but the quote itself, which is closed, escaped and opened again. */
export function posix(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** fish reads backslashes in single quotes, but only before a quote or another backslash. */
export function fish(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

/** PowerShell also takes typographic quotes for single ones; each is doubled. */
export function powershell(value: string): string {
  return `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** An INI file has no quoting: a line break in a value would start a line of somebody else's making. */
function oneLine(value: string): string {
  return value.replace(/[\r\n]/g, '');
}

function lines(...parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}
