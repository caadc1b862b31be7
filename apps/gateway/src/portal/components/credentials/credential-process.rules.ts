import { posix, profileNameOf } from './snippets.rules';

export interface CredentialProcessParts {
  readonly roleArn: string;
  /** Where this portal answers, e.g. `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly personId: string;
  readonly region: string;
  readonly endpointUrl: string | null;
}

/** Where the sign-in cookie is kept between calls; only its owner may read it. */
const COOKIE_FILE = '~/.aws/gatehouse-cookies';

/** Signs curl in once; the cookie then serves `credential_process` until the session ends. Needs no weep. */
export function signInCommand({ origin, personId }: CredentialProcessParts): string {
  const body = JSON.stringify({ method: 'demo', personId });
  return [
    `mkdir -p ~/.aws && (umask 077; curl -fsS -o /dev/null -c ${COOKIE_FILE}`,
    `-H 'content-type: application/json' -H ${posix(`origin: ${origin}`)}`,
    `-d ${posix(body)} ${posix(`${origin}/api/v3/sessions`)})\n`,
  ].join(' \\\n  ');
}

/** The profile for ~/.aws/config: curl asks the gateway, sed renames the fields to those that AWS expects. */
export function credentialProcessProfile(parts: CredentialProcessParts): string {
  const { roleArn, origin, region, endpointUrl } = parts;
  const body = JSON.stringify({ roleArn });
  const script = [
    `curl -fsS -b ${COOKIE_FILE} -H 'content-type: application/json' -H 'origin: ${origin}'`,
    `-d '${body}' '${origin}/api/v3/credentials'`,
    `| sed 's/"accessKeyId"/"Version":1,"AccessKeyId"/;s/"secretAccessKey"/"SecretAccessKey"/;`,
  ].join(' ');
  const command = `${script}s/"sessionToken"/"SessionToken"/;s/"expiresAt"/"Expiration"/'`;
  return [
    `[profile ${profileNameOf(roleArn)}]`,
    `credential_process = sh -c "${inDoubleQuotes(command)}"`,
    `region = ${region}`,
    ...(endpointUrl === null ? [] : [`endpoint_url = ${endpointUrl}`]),
    '',
  ].join('\n');
}

/** The AWS CLI splits the line like a POSIX shell: in double quotes a backslash escapes these four. */
function inDoubleQuotes(command: string): string {
  return command.replace(/[\\"$`]/g, String.raw`\$&`);
}
