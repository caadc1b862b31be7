import type { AttachedPolicy, ManagedPolicyDetail, RoleDetail, Role as IamRole, Tag } from '@aws-sdk/client-iam';

import { uriEncode } from '../signing/canonical-request.rules.js';
import type { ManagedPolicy, Role, Tags } from '../state/model.js';

const encoded = new Map<string, string>();
const MAX_REMEMBERED = 20_000;

/** IAM hands out policy documents percent-encoded after RFC 3986. */
export function encodeDocument(document: string): string {
  const known = encoded.get(document);
  if (known !== undefined) return known;
  const text = uriEncode(document);
  if (encoded.size >= MAX_REMEMBERED) encoded.clear();
  encoded.set(document, text);
  return text;
}

export function tagList(tags: Tags): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

export function attachedList(arns: Iterable<string>): AttachedPolicy[] {
  return [...arns].map((PolicyArn) => ({ PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1), PolicyArn }));
}

/** A role as GetRole shows it. */
export function roleShape(role: Role): IamRole {
  const { lastUsed } = role;
  return {
    ...listedRoleShape(role),
    ...boundaryShape(role.boundaryArn),
    ...(role.tags.size === 0 ? {} : { Tags: tagList(role.tags) }),
    RoleLastUsed: lastUsed === undefined ? {} : { LastUsedDate: lastUsed.at, Region: lastUsed.region },
  };
}

/** A role as ListRoles shows it: without tags, boundary and last use. */
export function listedRoleShape(role: Role): IamRole {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSessionSeconds,
  };
}

/** A role as GetAccountAuthorizationDetails shows it. */
export function roleDetail(role: Role, profiles: RoleDetail['InstanceProfileList'] = []): RoleDetail {
  const { lastUsed } = role;
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    InstanceProfileList: profiles,
    RolePolicyList: inlineList(role.inlinePolicies),
    AttachedManagedPolicies: attachedList(role.attachedPolicies),
    ...boundaryShape(role.boundaryArn),
    Tags: tagList(role.tags),
    RoleLastUsed: lastUsed === undefined ? {} : { LastUsedDate: lastUsed.at, Region: lastUsed.region },
  };
}

export function inlineList(policies: ReadonlyMap<string, string>): RoleDetail['RolePolicyList'] {
  return [...policies].map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encodeDocument(document) }));
}

/** The API's model knows `PermissionsBoundaryPolicy`; what AWS sends is `Policy`. */
export function boundaryShape(arn: string | undefined): Pick<IamRole, 'PermissionsBoundary'> {
  if (arn === undefined) return {};
  const type = 'Policy' as 'PermissionsBoundaryPolicy';
  return { PermissionsBoundary: { PermissionsBoundaryType: type, PermissionsBoundaryArn: arn } };
}

/** How often a policy is attached, and how often it bounds somebody. */
export interface PolicyUse {
  readonly attachments: number;
  readonly boundaries: number;
}

export function policyDetail(policy: ManagedPolicy, use: PolicyUse): ManagedPolicyDetail {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: use.attachments,
    PermissionsBoundaryUsageCount: use.boundaries,
    IsAttachable: true,
    ...(policy.description === undefined ? {} : { Description: policy.description }),
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
    PolicyVersionList: [...policy.versions.values()].map(({ id, document, createdAt }) => ({
      Document: encodeDocument(document),
      VersionId: id,
      IsDefaultVersion: id === policy.defaultVersionId,
      CreateDate: createdAt,
    })),
  };
}
