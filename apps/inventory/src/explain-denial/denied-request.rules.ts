import type { Denial } from '@gatehouse/contracts';
import { principalContext, type AccessRequest, type Principal } from '@gatehouse/iam-policy';
import { lastPartOf, placeOfArn } from '../collectors/arn.rules.js';

/** What is known of who was denied. */
export interface DeniedPrincipal {
  readonly tags: Readonly<Record<string, string>>;
  /** `AROA…`, `AIDA…`; null when it is not known. */
  readonly uniqueId: string | null;
  readonly organizationId: string | null;
}

/** Whose the resource is, where its ARN does not tell. */
export interface DeniedResource {
  readonly accountId: string | null;
  /** Where it is, if the inventory knows it: the ARNs of buckets do not tell. */
  readonly region?: string;
  /** Whether S3 keeps the principal's account out of it, whatever policies say. */
  readonly isShut?: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

type Call = Pick<Denial, 'principalArn' | 'action' | 'resourceArn' | 'sessionName' | 'region'>;

/**
 * The call as the policy engine takes it, with the keys that follow from who called and what for, at `now`. Keys that
 * only the call itself had, such as its address, are not known. Where it went is told, or else it went where the resource is.
 */
export function deniedRequest(
  call: Call,
  principal: DeniedPrincipal,
  resource: DeniedResource,
  now: Date,
): AccessRequest {
  const who = principalOfCall(call, principal.uniqueId);
  const region = call.region ?? (placeOfArn(call.resourceArn).region || regionOf(resource));
  return {
    principal: who,
    action: call.action,
    resource: call.resourceArn,
    context: {
      'aws:CurrentTime': now.toISOString(),
      'aws:SecureTransport': 'true',
      ...(region !== '' && { 'aws:RequestedRegion': region }),
      ...(principal.organizationId !== null && { 'aws:PrincipalOrgID': principal.organizationId }),
      ...(resource.accountId !== null && { 'aws:ResourceAccount': resource.accountId }),
      ...keyed('aws:PrincipalTag/', principal.tags),
      ...keyed('aws:ResourceTag/', resource.tags),
      ...principalContext(who),
    },
  };
}

/** What is everywhere is called in no region of its own. */
function regionOf({ region = '' }: DeniedResource): string {
  return region === 'global' ? '' : region;
}

function principalOfCall({ principalArn, sessionName }: Call, uniqueId: string | null): Principal {
  const { accountId, resource } = placeOfArn(principalArn);
  const id = uniqueId === null ? {} : { uniqueId };
  if (resource === 'root') return { type: 'root', arn: principalArn };
  if (!resource.startsWith('role/')) return { type: 'user', arn: principalArn, ...id };
  const [, partition = 'aws'] = principalArn.split(':');
  const session = `${lastPartOf(principalArn)}/${sessionName ?? 'session'}`;
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/${session}`;
  return { type: 'session', arn, roleArn: principalArn, ...id };
}

function keyed(before: string, tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${before}${key}`, value]));
}
