export const ROLE_TYPE = 'AWS::IAM::Role';

const TRUST_ACTIONS: ReadonlySet<string> = new Set(['sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext']);

/** Whether a role's trust policy decides about an action. Source: IAM User Guide, "Roles terms and concepts". */
export function isDecidedByTrust(action: string): boolean {
  const lower = action.toLowerCase();
  return lower.startsWith('sts:assumerole') || TRUST_ACTIONS.has(lower);
}

/** The ARNs that may be stored for a resource: its own, its bucket's, its function's without alias or version. */
export function ownersOf(resource: string): string[] {
  const parts = resource.split(':');
  const [, , service] = parts;
  if (service === 's3') return [resource, resource.split('/', 1)[0] ?? resource];
  return service === 'lambda' && parts.length > 7 ? [resource, parts.slice(0, 7).join(':')] : [resource];
}

/**
 * Where a call that touches the resource goes: to the region that its ARN names, or where the inventory knows it to be,
 * as of a bucket. What is everywhere is called in no region of its own.
 */
export function regionContext(resource: string, knownRegion = 'global'): Readonly<Record<string, string>> {
  const [, , , named = ''] = resource.split(':');
  const region = named === '' ? knownRegion : named;
  return region === 'global' || region.includes('*') ? {} : { 'aws:RequestedRegion': region };
}
