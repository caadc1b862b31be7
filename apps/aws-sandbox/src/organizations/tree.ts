import {
  DescribeOrganizationalUnit$,
  type DescribeOrganizationalUnitRequest,
  type DescribeOrganizationalUnitResponse,
  ListChildren$,
  type ListChildrenRequest,
  type ListChildrenResponse,
  ListOrganizationalUnitsForParent$,
  type ListOrganizationalUnitsForParentRequest,
  type ListOrganizationalUnitsForParentResponse,
  ListParents$,
  type ListParentsRequest,
  type ListParentsResponse,
  ListRoots$,
  type ListRootsRequest,
  type ListRootsResponse,
  type OrganizationalUnit,
  type Root,
} from '@aws-sdk/client-organizations';

import { AwsError } from '../protocol/aws-error.js';
import { operation } from '../service/operation.js';
import {
  type Organization,
  type OrganizationNode,
  childrenOf,
  organizationArn,
  pathOf,
  rootOf,
} from '../state/organization.js';
import { ask, invalidInput, ownOrganization, refuseNonReaders } from './organizations-account.js';
import { pageOf } from './organizations-paging.rules.js';

/** A root or unit by id; wrong forms and unknown ids have errors of their own. */
export function parentNamed(organization: Organization, id: string): OrganizationNode {
  if (!/^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/u.test(id)) {
    throw invalidInput(
      'INVALID_PATTERN',
      'You specified an invalid value for ParentId: it is the id of a root or unit.',
    );
  }
  const node = organization.nodes.get(id);
  if (node !== undefined) return node;
  throw new AwsError('ParentNotFoundException', "You specified parent that doesn't exist.");
}

/** A unit as Organizations shows it. */
export function unitShape(organization: Organization, { id, arn, name }: OrganizationNode): OrganizationalUnit {
  return { Id: id, Arn: arn, Name: name, Path: pathOf(organization, id) };
}

/** A unit by id. */
export function unitNamed(organization: Organization, id: string | undefined): OrganizationNode {
  const unit = organization.nodes.get(id ?? '');
  if (unit?.kind === 'unit') return unit;
  throw new AwsError('OrganizationalUnitNotFoundException', "You specified an organizational unit that doesn't exist.");
}

/** The root as Organizations shows it. */
export function rootShape(organization: Organization): Root {
  const { id, arn, name } = rootOf(organization);
  const PolicyTypes = [...organization.enabledTypes].map((Type) => ({ Type, Status: 'ENABLED' as const }));
  return { Id: id, Arn: arn, Name: name, PolicyTypes };
}

export const listRoots = operation<ListRootsRequest, ListRootsResponse>({
  schema: ListRoots$,
  access: (_input, call) => ask(call, 'organizations:ListRoots'),
  handle: (input, call) => {
    const root = rootShape(refuseNonReaders(call));
    const { items, ...rest } = pageOf([root], ({ Id }) => Id ?? '', input);
    return { Roots: items, ...rest };
  },
});

export const listOrganizationalUnitsForParent = operation<
  ListOrganizationalUnitsForParentRequest,
  ListOrganizationalUnitsForParentResponse
>({
  schema: ListOrganizationalUnitsForParent$,
  access: (_input, call) => ask(call, 'organizations:ListOrganizationalUnitsForParent'),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const parent = parentNamed(organization, input.ParentId ?? '');
    const { items, ...rest } = pageOf(childrenOf(organization, parent.id, 'unit'), ({ id }) => id, input);
    return { OrganizationalUnits: items.map((unit) => unitShape(organization, unit)), ...rest };
  },
});

export const listParents = operation<ListParentsRequest, ListParentsResponse>({
  schema: ListParents$,
  access: (_input, call) => ask(call, 'organizations:ListParents'),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const child = organization.nodes.get(input.ChildId ?? '');
    if (child?.parentId === undefined) {
      throw new AwsError('ChildNotFoundException', "You specified a child that doesn't exist.");
    }
    const type = child.parentId === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    const { items, ...rest } = pageOf([child.parentId], (id) => id, input);
    return { Parents: items.map((Id) => ({ Id, Type: type })), ...rest };
  },
});

export const listChildren = operation<ListChildrenRequest, ListChildrenResponse>({
  schema: ListChildren$,
  access: (_input, call) => ask(call, 'organizations:ListChildren'),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const parent = parentNamed(organization, input.ParentId ?? '');
    const kind = input.ChildType === 'ACCOUNT' ? 'account' : 'unit';
    const { items, ...rest } = pageOf(childrenOf(organization, parent.id, kind), ({ id }) => id, input);
    return { Children: items.map(({ id }) => ({ Id: id, Type: input.ChildType })), ...rest };
  },
});

export const describeOrganizationalUnit = operation<
  DescribeOrganizationalUnitRequest,
  DescribeOrganizationalUnitResponse
>({
  schema: DescribeOrganizationalUnit$,
  access: (input, call) => {
    const organization = ownOrganization(call);
    const id = input.OrganizationalUnitId ?? '';
    return ask(
      call,
      'organizations:DescribeOrganizationalUnit',
      organizationArn(organization, 'ou', `${organization.id}/${id}`),
    );
  },
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    return { OrganizationalUnit: unitShape(organization, unitNamed(organization, input.OrganizationalUnitId)) };
  },
});
