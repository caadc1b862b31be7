/** The parts of an ARN, as far as ConsoleMe's links are made of them. */
interface ArnParts {
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Where ConsoleMe shows a resource; null for what only the console of AWS shows, and for what is no ARN. */
export function editPathOf(arn: string, facts: { readonly accountId: string; readonly region: string }): string | null {
  const parts = partsOf(arn);
  if (parts === null) return null;
  const base = `/policies/edit/${facts.accountId}`;
  const region = parts.region === '' ? facts.region : parts.region;
  switch (parts.service) {
    case 'iam':
      return iamPath(base, parts);
    case 's3':
      return `${base}/s3/${encode(parts.resource.split('/')[0] ?? '')}`;
    case 'sns':
    case 'sqs':
      return `${base}/${parts.service}/${region}/${encode(lastOf(parts.resource, ':'))}`;
    default:
      return null;
  }
}

/** The way to a page of the AWS console: by a role in the account, which the person chooses or has only one of. */
export function consolePathOf(accountId: string, consoleUrl: string): string {
  return `/role/${accountId}?redirect=${consoleUrl.replaceAll('#', '%23').replaceAll('&', '%26')}`;
}

/** The account that an ARN names; empty where it names none, null when it is no ARN. */
export function accountIn(arn: string): string | null {
  return partsOf(arn)?.accountId ?? null;
}

function iamPath(base: string, { resource }: ArnParts): string | null {
  const [kind, ...rest] = resource.split('/');
  if (rest.length === 0) return null;
  switch (kind) {
    case 'role':
      return `${base}/iamrole/${encode(rest.at(-1) ?? '')}`;
    case 'user':
      return `${base}/iamuser/${encode(rest.at(-1) ?? '')}`;
    case 'policy':
      return `${base}/managed_policy/${rest.map(encode).join('/')}`;
    default:
      return null;
  }
}

function partsOf(arn: string): ArnParts | null {
  const match = /^arn:[^:]+:([^:]+):([^:]*):([^:]*):(.+)$/s.exec(arn);
  if (!match) return null;
  const [, service = '', region = '', accountId = '', resource = ''] = match;
  return { service, region, accountId, resource };
}

const lastOf = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);
/** Names may hold what a path may not; `:` and `@` and so on may stay. */
const encode = (name: string): string =>
  encodeURIComponent(name).replaceAll('%40', '@').replaceAll('%2B', '+').replaceAll('%3D', '=').replaceAll('%2C', ',');
