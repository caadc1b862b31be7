import type { Caller } from '../match/caller.js';
import type { PolicySet } from './policy-set.js';
import type { PreparedRequest } from './request.js';

/**
 * Services whose resources RCPs bind.
 * Source: Organizations User Guide, "Resource control policies (RCPs)", list of services that support RCPs.
 */
export const SERVICES_WITH_RCPS: ReadonlySet<string> = new Set([
  's3',
  'sts',
  'kms',
  'sqs',
  'secretsmanager',
  'cognito-idp',
  'cognito-identity',
  'logs',
  'dynamodb',
  'ecr',
  'aoss',
]);

/**
 * Needs no permission, and no policy can deny it. It says who the caller is, so there must be one. Source: STS API Reference, GetCallerIdentity.
 */
export function isFreeForAll({ action, caller }: PreparedRequest): boolean {
  return action === 'sts:getcalleridentity' && caller.account !== undefined;
}

/** CloudFront's origin access identities are users of this "account". */
const CLOUDFRONT = 'cloudfront';

/**
 * Who has no identity policies, because there is no IAM identity: only a resource policy can allow.
 * Source for origin access identities: CloudFront Developer Guide, "Restrict access to an Amazon S3 origin".
 */
export function needsNoIdentityPolicy({ type, account }: Caller): boolean {
  return type === 'service' || type === 'federated' || type === 'anonymous' || account === CLOUDFRONT;
}

/** Assuming a role and what goes with it is decided by the role's trust policy. */
export function usesTrustPolicy({ action, resource }: PreparedRequest): boolean {
  const isRole = resource.parts[2] === 'iam' && resource.parts[5]?.startsWith('role/') === true;
  return isRole && (action.startsWith('sts:assumerole') || TRUST_ACTIONS.has(action));
}

const TRUST_ACTIONS: ReadonlySet<string> = new Set(['sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext']);

/**
 * Key policies and trust policies do not trust their own account unless they name it: without their Allow nobody gets in.
 * Sources: KMS Developer Guide, "Key policies in AWS KMS"; IAM User Guide, "AWS JSON policy elements: Principal" and
 * "Policy evaluation for requests within a single account" (trust and key policies as exceptions).
 */
export function resourceMustTrust(request: PreparedRequest): boolean {
  const { service, resource } = request;
  const isKey = service === 'kms' && resource.parts[2] === 'kms' && resource.parts[5]?.startsWith('key/') === true;
  return isKey || usesTrustPolicy(request);
}

/** Root credentials cannot assume a role. Source: STS API Reference, AssumeRole. */
export function isRefusedToRoot({ action, caller }: PreparedRequest): boolean {
  return caller.type === 'root' && action === 'sts:assumerole';
}

const SERVICE_PATH = ':role/aws-service-role/';
const SERVICE_LINKED = /^arn:[^:]*:iam::\d*:role\/aws-service-role\//;

/** Service-linked roles live below this path. Known only if the role's ARN is. */
function isServiceLinked({ roleArn }: Caller): boolean {
  return roleArn !== undefined && isServiceLinkedArn(roleArn);
}

/** Whether a role's ARN is that of a service-linked role. */
export function isServiceLinkedArn(roleArn: string): boolean {
  return roleArn.includes(SERVICE_PATH) && SERVICE_LINKED.test(roleArn);
}

/**
 * SCPs bind users, roles and root users of member accounts; not the management account, not service-linked roles, and
 * nobody outside of accounts. Source: Organizations User Guide, "Service control policies (SCPs)".
 */
export function bindsScps({ caller }: PreparedRequest, set: PolicySet): boolean {
  if (needsNoIdentityPolicy(caller)) return false;
  if (caller.account !== undefined && caller.account === set.managementAccountId) return false;
  return !isServiceLinked(caller);
}

/**
 * RCPs bind resources of member accounts, whoever asks: also services and anonymous callers. Not: other services,
 * the management account's resources, service-linked roles (nor assuming one), keys that AWS manages, kms:RetireGrant.
 * Source: Organizations User Guide, "Resource control policies (RCPs)".
 */
export function bindsRcps(request: PreparedRequest, set: PolicySet): boolean {
  const { service, action, resourceAccount, source, caller } = request;
  if (!SERVICES_WITH_RCPS.has(service) || action === 'kms:retiregrant') return false;
  if (source.isAwsManagedKey === true || isServiceLinked(caller)) return false;
  if (usesTrustPolicy(request) && isServiceLinkedArn(source.resource)) return false;
  return resourceAccount === undefined || resourceAccount !== set.managementAccountId;
}
