import type { Grant, Permission } from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';

export const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
export const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

const group = (uri: string, permission: Permission): Grant => ({
  Grantee: { Type: 'Group', URI: uri },
  Permission: permission,
});

/** Canned ACLs: what they give beside the owner's full control (S3 User Guide, "Canned ACL"). */
const CANNED: Readonly<Record<string, readonly Grant[]>> = {
  private: [],
  'public-read': [group(ALL_USERS, 'READ')],
  'public-read-write': [group(ALL_USERS, 'READ'), group(ALL_USERS, 'WRITE')],
  'authenticated-read': [group(AUTHENTICATED_USERS, 'READ')],
  'aws-exec-read': [],
  'bucket-owner-read': [],
  'bucket-owner-full-control': [],
  'log-delivery-write': [group(LOG_DELIVERY, 'WRITE'), group(LOG_DELIVERY, 'READ_ACP')],
};

/** How a request states an ACL: canned, by headers, or in full. */
export interface AclInput {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
  readonly AccessControlPolicy?: { readonly Grants?: readonly Grant[] | undefined } | undefined;
}

const HEADERS = {
  GrantFullControl: 'FULL_CONTROL',
  GrantRead: 'READ',
  GrantReadACP: 'READ_ACP',
  GrantWrite: 'WRITE',
  GrantWriteACP: 'WRITE_ACP',
} as const;

/** The grants a request asks for; undefined when it states no ACL. */
export function requestedGrants(input: AclInput, ownerId: string): readonly Grant[] | undefined {
  const byHeader = Object.entries(HEADERS).flatMap(([member, permission]) =>
    grantsOfHeader(input[member as keyof typeof HEADERS], permission),
  );
  if (input.ACL !== undefined && byHeader.length > 0) {
    throw new AwsError('InvalidRequest', 'Specifying both Canned ACLs and Header Grants is not allowed');
  }
  if (input.ACL !== undefined) return canned(input.ACL);
  if (byHeader.length > 0) return byHeader;
  const grants = input.AccessControlPolicy?.Grants;
  return grants?.filter((each) => each.Grantee?.ID !== ownerId || each.Permission !== 'FULL_CONTROL');
}

function canned(name: string): readonly Grant[] {
  const grants = Object.hasOwn(CANNED, name) ? CANNED[name] : undefined;
  if (grants !== undefined) return grants;
  throw new AwsError('InvalidArgument', '', { details: { ArgumentName: 'x-amz-acl', ArgumentValue: name } });
}

/** `id="…", uri="…"` */
function grantsOfHeader(header: string | undefined, permission: Permission): readonly Grant[] {
  if (header === undefined) return [];
  return header.split(',').map((part) => {
    const [, kind, value] = /^\s*(id|uri)="?([^"]+)"?\s*$/u.exec(part) ?? [];
    if (value === undefined) throw new AwsError('InvalidArgument', 'Argument format not recognized');
    const Grantee =
      kind === 'id' ? { Type: 'CanonicalUser' as const, ID: value } : { Type: 'Group' as const, URI: value };
    return { Grantee, Permission: permission };
  });
}

/** Whether a list of grants reaches the public. */
export function isPublicAcl(grants: readonly Grant[]): boolean {
  return grants.some(({ Grantee }) => Grantee?.URI === ALL_USERS || Grantee?.URI === AUTHENTICATED_USERS);
}
