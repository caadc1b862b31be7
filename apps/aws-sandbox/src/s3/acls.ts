import type { Grant, Grantee, Permission } from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';

export const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
export const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

const group = (uri: string, permission: Permission): Grant => ({
  Grantee: { Type: 'Group', URI: uri },
  Permission: permission,
});

/** Canned ACLs: what they give beside the owner's full control (S3 User Guide, "Canned ACL"). */
const CANNED = {
  private: [],
  'public-read': [group(ALL_USERS, 'READ')],
  'public-read-write': [group(ALL_USERS, 'READ'), group(ALL_USERS, 'WRITE')],
  'authenticated-read': [group(AUTHENTICATED_USERS, 'READ')],
  'aws-exec-read': [],
  'bucket-owner-read': [],
  'bucket-owner-full-control': [],
  'log-delivery-write': [group(LOG_DELIVERY, 'WRITE'), group(LOG_DELIVERY, 'READ_ACP')],
} as const satisfies Readonly<Record<string, readonly Grant[]>>;

export type CannedAcl = keyof typeof CANNED;

export const CANNED_ACLS = Object.keys(CANNED) as CannedAcl[];

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

/** The grants a request asks for beside the owner's full control; undefined when it states no ACL. */
export function requestedGrants(input: AclInput, ownerId: string): readonly Grant[] | undefined {
  const byHeader = Object.entries(HEADERS).flatMap(([member, permission]) =>
    grantsOfHeader(input[member as keyof typeof HEADERS], permission),
  );
  if (input.ACL !== undefined && byHeader.length > 0) {
    throw new AwsError('InvalidRequest', 'Specifying both Canned ACLs and Header Grants is not allowed');
  }
  if (input.ACL !== undefined) return grantsOfCanned(input.ACL);
  const grants = byHeader.length > 0 ? byHeader : input.AccessControlPolicy?.Grants;
  return grants === undefined ? undefined : withoutOwners(grants, ownerId);
}

function withoutOwners(grants: readonly Grant[], ownerId: string): readonly Grant[] {
  for (const { Grantee } of grants) refuseUnknown(Grantee);
  return grants.filter((each) => each.Grantee?.ID !== ownerId || each.Permission !== 'FULL_CONTROL');
}

/** Whether a request says no more than that the owner has full control, which buckets without ACLs take as well. */
export function isOwnersOwn(input: AclInput, grants: readonly Grant[]): boolean {
  if (input.ACL !== undefined) return input.ACL === 'bucket-owner-full-control';
  return grants.length === 0 && input.AccessControlPolicy?.Grants?.length !== 0;
}

/** What a canned ACL gives beside the owner's full control. */
export function grantsOfCanned(name: string): readonly Grant[] {
  if (Object.hasOwn(CANNED, name)) return CANNED[name as CannedAcl];
  throw new AwsError('InvalidArgument', '', { details: { ArgumentName: 'x-amz-acl', ArgumentValue: name } });
}

const CANONICAL_ID = /^[0-9a-f]{64}$/u;
const GROUPS: readonly (string | undefined)[] = [ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY];

function refuseUnknown({ ID: id = '', URI: uri }: Partial<Grantee> = {}): void {
  if (uri !== undefined && !GROUPS.includes(uri)) throw invalid('Invalid group uri', 'uri', uri);
  if (uri === undefined && !CANONICAL_ID.test(id)) throw invalid('Invalid id', 'id', id);
}

function invalid(message: string, ArgumentName: string, ArgumentValue: string): AwsError {
  return new AwsError('InvalidArgument', message, { details: { ArgumentName, ArgumentValue } });
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
