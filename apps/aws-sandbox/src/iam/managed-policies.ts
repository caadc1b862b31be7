import {
  CreatePolicy$,
  type CreatePolicyRequest,
  type CreatePolicyResponse,
  CreatePolicyVersion$,
  type CreatePolicyVersionRequest,
  type CreatePolicyVersionResponse,
  DeletePolicy$,
  type DeletePolicyRequest,
  DeletePolicyVersion$,
  type DeletePolicyVersionRequest,
  GetPolicy$,
  type GetPolicyRequest,
  type GetPolicyResponse,
  GetPolicyVersion$,
  type GetPolicyVersionRequest,
  type GetPolicyVersionResponse,
  ListPolicyVersions$,
  type ListPolicyVersionsRequest,
  type ListPolicyVersionsResponse,
  type Policy as PolicyShape,
  type PolicyVersion as VersionShape,
  SetDefaultPolicyVersion$,
  type SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { ManagedPolicy, PolicyVersion } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import {
  ENTITY_NAME,
  PATH,
  deleteConflict,
  entityAlreadyExists,
  iamArn,
  noSuchEntity,
  ownAccount,
} from './iam-account.js';
import { refuseBadPolicy } from './iam-documents.js';
import { QUOTAS, countedSize, limitExceeded, refuseOver } from './iam-limits.rules.js';
import { pageOf } from './iam-paging.rules.js';
import { encodeDocument } from './iam-shapes.js';
import { newTags, requestTagContext } from './iam-tags.rules.js';
import { managedPolicyShape } from './managed-policy-shape.js';
import { namedPolicy, onPolicy, ownPolicy } from './named-policy.js';
import { policyUses } from './policy-uses.js';

function versionNamed(policy: ManagedPolicy, id: string | undefined): PolicyVersion {
  const version = policy.versions.get(id ?? '');
  if (version !== undefined) return version;
  throw noSuchEntity(`Policy ${policy.arn} version ${id ?? ''} does not exist or is not attachable.`);
}

function shape(policy: ManagedPolicy, call: Call): PolicyShape {
  return managedPolicyShape(policy, policyUses(ownAccount(call)).get(policy.arn));
}

function versionShape(policy: ManagedPolicy, { id, createdAt }: PolicyVersion): VersionShape {
  return { VersionId: id, IsDefaultVersion: id === policy.defaultVersionId, CreateDate: createdAt };
}

export const createPolicy = operation<CreatePolicyRequest, CreatePolicyResponse>({
  schema: CreatePolicy$,
  access: (input, call) => {
    refuseViolations({ PolicyName: input.PolicyName, Path: input.Path }, { PolicyName: ENTITY_NAME, Path: PATH });
    const account = ownAccount(call);
    const resource = iamArn(account, 'policy', `${input.Path ?? '/'}${input.PolicyName ?? ''}`);
    const context = requestTagContext(input.Tags ?? []);
    return [{ action: 'iam:CreatePolicy', resource, resourceAccountId: account.id, context }];
  },
  handle: (input, call) => {
    const { policies } = ownAccount(call);
    const { PolicyName: name = '', Path: path = '/', PolicyDocument: document = '' } = input;
    if ([...policies.values()].some((policy) => policy.name.toLowerCase() === name.toLowerCase())) {
      throw entityAlreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    refuseDocument(document);
    refuseOver('PoliciesPerAccount', policies.size + 1);
    const policy: ManagedPolicy = {
      arn: iamArn(ownAccount(call), 'policy', `${path}${name}`),
      name,
      path,
      id: freshId('ANPA'),
      description: input.Description,
      createdAt: call.now,
      updatedAt: call.now,
      versions: new Map([['v1', { id: 'v1', document, createdAt: call.now }]]),
      defaultVersionId: 'v1',
      tags: newTags(input.Tags),
    };
    policies.set(policy.arn, policy);
    return { Policy: shape(policy, call) };
  },
});

function refuseDocument(document: string): void {
  refuseBadPolicy(document);
  refuseOver('PolicySize', countedSize(document));
}

export const createPolicyVersion = operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse>({
  schema: CreatePolicyVersion$,
  access: onPolicy('iam:CreatePolicyVersion'),
  handle: (input, call) => {
    const policy = ownPolicy(input, call);
    const document = input.PolicyDocument ?? '';
    refuseDocument(document);
    if (policy.versions.size >= QUOTAS.VersionsPerPolicy) {
      throw limitExceeded(
        `A managed policy can have up to ${String(QUOTAS.VersionsPerPolicy)} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const newest = Math.max(...[...policy.versions.keys()].map((id) => Number(id.slice(1))));
    const version = { id: `v${String(newest + 1)}`, document, createdAt: call.now };
    policy.versions.set(version.id, version);
    if (input.SetAsDefault === true) policy.defaultVersionId = version.id;
    policy.updatedAt = call.now;
    return { PolicyVersion: versionShape(policy, version) };
  },
});

export const setDefaultPolicyVersion = operation<SetDefaultPolicyVersionRequest, object>({
  schema: SetDefaultPolicyVersion$,
  access: onPolicy('iam:SetDefaultPolicyVersion'),
  handle: (input, call) => {
    const policy = ownPolicy(input, call);
    policy.defaultVersionId = versionNamed(policy, input.VersionId).id;
    return {};
  },
});

export const deletePolicyVersion = operation<DeletePolicyVersionRequest, object>({
  schema: DeletePolicyVersion$,
  access: onPolicy('iam:DeletePolicyVersion'),
  handle: (input, call) => {
    const policy = ownPolicy(input, call);
    const { id } = versionNamed(policy, input.VersionId);
    if (id === policy.defaultVersionId) throw deleteConflict('Cannot delete the default version of a policy.');
    policy.versions.delete(id);
    return {};
  },
});

export const deletePolicy = operation<DeletePolicyRequest, object>({
  schema: DeletePolicy$,
  access: onPolicy('iam:DeletePolicy'),
  handle: (input, call) => {
    const policy = ownPolicy(input, call);
    const account = ownAccount(call);
    if (policyUses(account).has(policy.arn)) throw deleteConflict('Cannot delete a policy attached to entities.');
    if (policy.versions.size > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions.",
      );
    }
    account.policies.delete(policy.arn);
    return {};
  },
});

export const getPolicy = operation<GetPolicyRequest, GetPolicyResponse>({
  schema: GetPolicy$,
  access: onPolicy('iam:GetPolicy'),
  handle: (input, call) => ({ Policy: shape(namedPolicy(input, call), call) }),
});

export const getPolicyVersion = operation<GetPolicyVersionRequest, GetPolicyVersionResponse>({
  schema: GetPolicyVersion$,
  access: onPolicy('iam:GetPolicyVersion'),
  handle: (input, call) => {
    const policy = namedPolicy(input, call);
    const version = versionNamed(policy, input.VersionId);
    return { PolicyVersion: { ...versionShape(policy, version), Document: encodeDocument(version.document) } };
  },
});

export const listPolicyVersions = operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse>({
  schema: ListPolicyVersions$,
  access: onPolicy('iam:ListPolicyVersions'),
  handle: (input, call) => {
    const policy = namedPolicy(input, call);
    const versions = [...policy.versions.values()];
    const { items, ...rest } = pageOf(versions, ({ id }) => id.padStart(12, '0'), input);
    return { Versions: items.map((version) => versionShape(policy, version)), ...rest };
  },
});
