import type { Grant, Grantee, Permission } from '@aws-sdk/client-s3';

import { partitionOf } from '../state/lookup.js';
import type { Bucket, StoredObject, World } from '../state/model.js';
import { ALL_USERS, AUTHENTICATED_USERS } from './acls.js';
import { canonicalIdOf } from './canonical-id.js';

interface Acls {
  readonly bucket: Bucket;
  readonly object: StoredObject | undefined;
  readonly acl: readonly Grant[];
  readonly ignorePublic: boolean;
}

/** S3 User Guide, "Mapping of ACL permissions and access policy permissions". */
const BUCKET_ACTIONS: Readonly<Partial<Record<Permission, readonly string[]>>> = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  WRITE: ['s3:PutObject', 's3:DeleteObject'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};
const OBJECT_ACTIONS: Readonly<Partial<Record<Permission, readonly string[]>>> = {
  READ: ['s3:GetObject', 's3:GetObjectVersion'],
  READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

/** A bucket policy with statements that give what the ACLs of bucket and object give. */
export function withAcls(world: World, policy: string | undefined, acls: Acls): string | undefined {
  const arn = `arn:${partitionOf(world, acls.bucket.accountId)}:s3:::${acls.bucket.name}`;
  const added = [
    ...statementsOf(world, acls.acl, { actions: BUCKET_ACTIONS, resource: [arn, `${arn}/*`], acls }),
    ...objectStatements(world, arn, acls),
  ];
  return added.length === 0 ? policy : JSON.stringify(extended(policy, added));
}

function objectStatements(world: World, arn: string, acls: Acls): object[] {
  const { object } = acls;
  if (object?.acl === undefined) return [];
  return statementsOf(world, object.acl, { actions: OBJECT_ACTIONS, resource: [`${arn}/${object.key}`], acls });
}

function extended(policy: string | undefined, added: readonly object[]): object {
  if (policy === undefined) return { Version: '2012-10-17', Statement: added };
  const { Statement: own, ...rest } = JSON.parse(policy) as { Statement: object | object[] };
  return { ...rest, Statement: [...(Array.isArray(own) ? (own as object[]) : [own]), ...added] };
}

interface Granting {
  readonly actions: Readonly<Partial<Record<Permission, readonly string[]>>>;
  readonly resource: readonly string[];
  readonly acls: Acls;
}

function statementsOf(world: World, grants: readonly Grant[], { actions, resource, acls }: Granting): object[] {
  return grants.flatMap(({ Grantee: grantee, Permission: permission }) => {
    const principal = principalOf(world, grantee, acls.ignorePublic);
    if (principal === undefined || permission === undefined) return [];
    const action = permission === 'FULL_CONTROL' ? Object.values(actions).flat() : (actions[permission] ?? []);
    return action.length === 0 ? [] : [{ Effect: 'Allow', Principal: principal, Action: action, Resource: resource }];
  });
}

function principalOf(world: World, grantee: Grantee | undefined, ignorePublic: boolean): object | string | undefined {
  if (grantee?.URI === ALL_USERS || grantee?.URI === AUTHENTICATED_USERS) {
    if (ignorePublic) return undefined;
    return grantee.URI === ALL_USERS ? '*' : { AWS: [...world.accounts.keys()] };
  }
  const owner = [...world.accounts.keys()].find((id) => canonicalIdOf(id) === grantee?.ID);
  return owner === undefined ? undefined : { AWS: owner };
}
