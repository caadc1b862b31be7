import { parseArn } from '../match/arn.js';
import { type Principal, callerOf } from '../match/caller.js';

const TYPES: Readonly<Record<Principal['type'], string | undefined>> = {
  user: 'User',
  root: 'Account',
  role: 'AssumedRole',
  session: 'AssumedRole',
  'federated-user': 'FederatedUser',
  service: undefined,
  federated: undefined,
  anonymous: 'Anonymous',
};

/** `aws:PrincipalArn`: for a session the role's ARN, with its path when that is known. */
function principalArn(principal: Principal): string | undefined {
  const caller = callerOf(principal, false);
  if (principal.type !== 'session') return caller.arn;
  const { partition, account, roleName } = caller;
  return caller.roleArn ?? `arn:${partition ?? 'aws'}:iam::${account ?? ''}:role/${roleName ?? ''}`;
}

/**
 * The context keys that AWS fills in from who the caller is: aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType,
 * aws:username (users), aws:userid (when the unique id is known), aws:PrincipalIsAWSService, aws:PrincipalServiceName.
 * `evaluate` derives nothing on its own: merge these below what you know of the request.
 * Source: IAM User Guide, "AWS global condition context keys", properties of the principal.
 */
export function principalContext(principal: Principal): Record<string, string> {
  const context: Record<string, string> = { 'aws:PrincipalIsAWSService': String(principal.type === 'service') };
  const caller = callerOf(principal, false);
  const set = (key: string, value: string | undefined) => {
    if (value !== undefined) context[key] = value;
  };
  set('aws:PrincipalArn', principalArn(principal));
  set('aws:PrincipalAccount', caller.account);
  set('aws:PrincipalType', TYPES[principal.type]);
  set('aws:PrincipalServiceName', caller.service);
  if (principal.type === 'user') set('aws:username', caller.arn?.slice(caller.arn.lastIndexOf('/') + 1));
  set('aws:userid', userId(principal, caller));
  return context;
}

function userId(principal: Principal, { account, arn, uniqueId }: ReturnType<typeof callerOf>): string | undefined {
  if (principal.type === 'root') return account;
  if (uniqueId === undefined || principal.type !== 'session') return uniqueId;
  const sessionName = parseArn(arn ?? '')?.resource.split('/')[2];
  return `${uniqueId}:${sessionName ?? ''}`;
}
