import { type ArnParts, parseArn } from './arn.js';

/**
 * Who makes a request.
 * - `user`, `root`: long-term credentials of an account (`arn:aws:iam::1…:user/x`, `arn:aws:iam::1…:root`).
 * - `session`: a role session; `arn` is `arn:aws:sts::1…:assumed-role/Name/session`. Give `roleArn` when it is known: the
 *   session's ARN does not hold the role's path.
 * - `role`: a role of which no session is known (analysis ahead of time).
 * - `federated-user`: a session of GetFederationToken, by `userArn`.
 * - `service`: an AWS service in its own name (`lambda.amazonaws.com`).
 * - `federated`: somebody at an identity provider, before there is a session (AssumeRoleWithWebIdentity, …WithSAML).
 * - `anonymous`: nobody.
 * `uniqueId` is the id of user or role (`AIDA…`, `AROA…`), `canonicalId` the account's canonical user id in S3.
 */
export type Principal =
  | {
      readonly type: 'user' | 'role' | 'root';
      readonly arn: string;
      readonly uniqueId?: string;
      readonly canonicalId?: string;
    }
  | {
      readonly type: 'session';
      readonly arn: string;
      readonly roleArn?: string;
      readonly uniqueId?: string;
      readonly canonicalId?: string;
    }
  | { readonly type: 'federated-user'; readonly arn: string; readonly userArn?: string }
  | { readonly type: 'service'; readonly service: string }
  | { readonly type: 'federated'; readonly provider: string }
  | { readonly type: 'anonymous' };

/** A principal taken apart for matching. */
export interface Caller {
  readonly type: Principal['type'];
  readonly arn: string | undefined;
  readonly account: string | undefined;
  readonly partition: string | undefined;
  /** With path; undefined when only the session's ARN is known. */
  readonly roleArn: string | undefined;
  readonly roleName: string | undefined;
  readonly userArn: string | undefined;
  readonly service: string | undefined;
  readonly provider: string | undefined;
  readonly uniqueId: string | undefined;
  readonly canonicalId: string | undefined;
  readonly hasBoundary: boolean;
}

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.com(?:\.cn)?|aws\.internal)$/;

function principalOfStsArn(arn: string, resource: string): Principal {
  if (resource.startsWith('assumed-role/')) return { type: 'session', arn };
  return resource.startsWith('federated-user/') ? { type: 'federated-user', arn } : { type: 'user', arn };
}

function principalOfIamArn(arn: string, resource: string): Principal {
  if (resource === 'root') return { type: 'root', arn };
  if (resource.startsWith('role/')) return { type: 'role', arn };
  if (/^(?:oidc|saml)-provider\//.test(resource)) return { type: 'federated', provider: arn };
  return { type: 'user', arn };
}

function principalOfArn(arn: string): Principal {
  const parts = parseArn(arn);
  if (parts?.service === 'sts') return principalOfStsArn(arn, parts.resource);
  return parts?.service === 'iam' ? principalOfIamArn(arn, parts.resource) : { type: 'user', arn };
}

/** Looks like a service's name, but is an identity provider (as `Federated` in trust policies). */
const COGNITO = 'cognito-identity.amazonaws.com';

/**
 * Reads a principal from text: an ARN, an account id (its root user), a service name, an identity provider, or
 * `anonymous` / `*`. Text that is none of these is nobody.
 */
export function principalOf(text: string): Principal {
  if (text === '*' || text === 'anonymous') return { type: 'anonymous' };
  if (/^\d{12}$/.test(text)) return { type: 'root', arn: `arn:aws:iam::${text}:root` };
  if (text.startsWith('arn:')) return principalOfArn(text);
  if (text !== COGNITO && SERVICE.test(text)) return { type: 'service', service: text };
  return text.includes('.') ? { type: 'federated', provider: text } : { type: 'anonymous' };
}

/** The role behind a principal: its ARN as far as known, and its name. */
function roleOf(principal: Principal, resource: string): { roleArn: string | undefined; roleName: string | undefined } {
  if (principal.type === 'role') return { roleArn: principal.arn, roleName: lastSegment(principal.arn) };
  if (principal.type !== 'session') return NO_ROLE;
  const start = resource.indexOf('/') + 1;
  const end = resource.indexOf('/', start);
  return { roleArn: principal.roleArn, roleName: resource.slice(start, end < 0 ? undefined : end) };
}

const NO_ROLE = { roleArn: undefined, roleName: undefined };

const lastSegment = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** What only some types of principal have. */
interface OwnNames {
  readonly userArn?: string;
  readonly service?: string;
  readonly provider?: string;
  readonly uniqueId?: string;
  readonly canonicalId?: string;
}

/** The account of an ARN; an empty one is none. */
function accountOf(parts: ArnParts | undefined): string | undefined {
  return parts === undefined || parts.account === '' ? undefined : parts.account;
}

/** Nobody's ARN, for principals that have none. */
const NO_PARTS: ArnParts = { partition: '', service: '', region: '', account: '', resource: '' };

/** A boundary is attached to a user or role; root users, services and strangers have none. */
const CAN_HAVE_BOUNDARY: ReadonlySet<Principal['type']> = new Set(['user', 'role', 'session', 'federated-user']);

/** Without an account there is no such user or role: it gets what nobody in particular gets. */
function typeOf(principal: Principal, account: string | undefined): Principal['type'] {
  return 'arn' in principal && account === undefined ? 'anonymous' : principal.type;
}

/** Takes a principal apart. `hasBoundary` is whether a permissions boundary is attached to it. */
export function callerOf(principal: Principal | string, hasBoundary: boolean): Caller {
  const known = typeof principal === 'string' ? principalOf(principal) : principal;
  const arn = 'arn' in known ? known.arn : undefined;
  const parts = arn === undefined ? undefined : parseArn(arn);
  const { roleArn, roleName } = roleOf(known, (parts ?? NO_PARTS).resource);
  const { userArn, service, provider, uniqueId, canonicalId } = known as OwnNames;
  const account = accountOf(parts);
  return {
    type: typeOf(known, account),
    arn,
    account,
    partition: parts?.partition,
    roleArn,
    roleName,
    userArn,
    service,
    provider,
    uniqueId,
    canonicalId,
    hasBoundary: hasBoundary && CAN_HAVE_BOUNDARY.has(known.type),
  };
}
