import {
  CreateOrganizationalUnit$,
  type CreateOrganizationalUnitRequest,
  type CreateOrganizationalUnitResponse,
  DeleteOrganizationalUnit$,
  type DeleteOrganizationalUnitRequest,
  UpdateOrganizationalUnit$,
  type UpdateOrganizationalUnitRequest,
  type UpdateOrganizationalUnitResponse,
} from '@aws-sdk/client-organizations';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import {
  type Organization,
  type OrganizationNode,
  addNode,
  childrenOf,
  organizationArn,
  pathTo,
  removeNode,
} from '../state/organization.js';
import { freshShortId } from '../state/unique-id.js';
import { attachFullAccess } from './full-access-policies.js';
import { readTags, requestTags } from './organization-tags.js';
import { ask, constraintViolation, ownOrganization, refuseLength, refuseMembers } from './organizations-account.js';
import { parentNamed, unitNamed, unitShape } from './tree.js';

/** Organizations User Guide, "Quotas for AWS Organizations". */
const MAX_UNITS = 2_000;
const MAX_DEPTH = 5;
const NAME = { max: 128 };

export const createOrganizationalUnit = operation<CreateOrganizationalUnitRequest, CreateOrganizationalUnitResponse>({
  schema: CreateOrganizationalUnit$,
  access: (input, call) => {
    const parent = ownOrganization(call).nodes.get(input.ParentId ?? '');
    const questions = ask(call, 'organizations:CreateOrganizationalUnit', parent?.arn ?? '*');
    return questions.map((question) => ({ ...question, context: requestTags(input.Tags) }));
  },
  handle: ({ ParentId = '', Name = '', Tags }, call) => {
    const organization = refuseMembers(call);
    refuseLength(Name, 'Name', NAME);
    const parent = parentNamed(organization, ParentId);
    const tags = readTags(Tags);
    refuseSameName(organization, parent.id, Name);
    refuseTooMany(organization, parent);
    const id = `ou-${organization.rootId.slice(2)}-${freshShortId(8)}`;
    const arn = organizationArn(organization, 'ou', `${organization.id}/${id}`);
    const unit: OrganizationNode = { id, arn, name: Name, kind: 'unit', parentId: parent.id };
    addNode(organization, unit);
    attachFullAccess(organization, id);
    organization.tags.set(id, tags);
    return { OrganizationalUnit: unitShape(organization, unit) };
  },
});

function refuseSameName(organization: Organization, parentId: string, name: string, self?: string): void {
  const same = childrenOf(organization, parentId, 'unit').find((unit) => unit.name === name && unit.id !== self);
  if (same === undefined) return;
  throw new AwsError('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.');
}

function refuseTooMany(organization: Organization, parent: OrganizationNode): void {
  // The path holds the root, which does not count.
  if (pathTo(organization, parent.id).length > MAX_DEPTH) {
    throw constraintViolation('OU_DEPTH_LIMIT_EXCEEDED', 'You have exceeded the maximum depth of the OU tree.');
  }
  const units = [...organization.nodes.values()].filter(({ kind }) => kind === 'unit');
  if (units.length >= MAX_UNITS) {
    throw constraintViolation('OU_NUMBER_LIMIT_EXCEEDED', 'You have exceeded the number of OUs that you can have.');
  }
}

function onUnit(call: Call, action: string, id: string | undefined): readonly AccessQuestion[] {
  const organization = ownOrganization(call);
  return ask(call, action, organizationArn(organization, 'ou', `${organization.id}/${id ?? ''}`));
}

export const updateOrganizationalUnit = operation<UpdateOrganizationalUnitRequest, UpdateOrganizationalUnitResponse>({
  schema: UpdateOrganizationalUnit$,
  access: (input, call) => onUnit(call, 'organizations:UpdateOrganizationalUnit', input.OrganizationalUnitId),
  handle: ({ OrganizationalUnitId, Name }, call) => {
    const organization = refuseMembers(call);
    const unit = unitNamed(organization, OrganizationalUnitId);
    refuseLength(Name, 'Name', NAME);
    refuseSameName(organization, unit.parentId ?? '', Name ?? unit.name, unit.id);
    unit.name = Name ?? unit.name;
    return { OrganizationalUnit: unitShape(organization, unit) };
  },
});

export const deleteOrganizationalUnit = operation<DeleteOrganizationalUnitRequest, object>({
  schema: DeleteOrganizationalUnit$,
  access: (input, call) => onUnit(call, 'organizations:DeleteOrganizationalUnit', input.OrganizationalUnitId),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const { id } = unitNamed(organization, input.OrganizationalUnitId);
    if ((organization.children.get(id)?.size ?? 0) > 0) {
      throw new AwsError(
        'OrganizationalUnitNotEmptyException',
        'The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.',
      );
    }
    removeNode(organization, id);
    return {};
  },
});
