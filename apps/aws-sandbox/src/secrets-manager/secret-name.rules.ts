/** What a SecretId says: a name, or an ARN with or without its six last characters. */
export interface SecretReference {
  readonly place: { readonly accountId: string; readonly region: string } | undefined;
  /** The names that it may stand for: what looks like the end of an ARN may be the end of a name. */
  readonly names: readonly string[];
  /** The complete ARN, when it is one. */
  readonly arn: string | undefined;
}

const ARN = /^arn:[a-z-]+:secretsmanager:(?<region>[a-z0-9-]+):(?<accountId>\d{12}):secret:(?<rest>.+)$/u;
const SUFFIX = /-[a-zA-Z0-9]{6}$/u;

/** Takes a SecretId apart. */
export function readSecretId(text: string): SecretReference {
  const groups = ARN.exec(text)?.groups;
  if (groups === undefined) return { place: undefined, names: [text], arn: undefined };
  const { region = '', accountId = '', rest = '' } = groups;
  const names = SUFFIX.test(rest) ? [rest.replace(SUFFIX, ''), rest] : [rest];
  return { place: { accountId, region }, names, arn: text };
}

/** Whether a name may be given to a secret. */
export function isSecretName(name: string): boolean {
  return /^[\w/+=.@!-]{1,512}$/u.test(name);
}
