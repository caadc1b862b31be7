import type { Policy } from '@aws-sdk/client-iam';

import type { ManagedPolicy } from '../state/model.js';
import { type PolicyUse, tagList } from './iam-shapes.js';

/** A managed policy as GetPolicy shows it. */
export function managedPolicyShape(policy: ManagedPolicy, use: PolicyUse | undefined): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: use?.attachments ?? 0,
    PermissionsBoundaryUsageCount: use?.boundaries ?? 0,
    IsAttachable: true,
    ...(policy.description === undefined ? {} : { Description: policy.description }),
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
    Tags: tagList(policy.tags),
  };
}
