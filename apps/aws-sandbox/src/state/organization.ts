export type OrganizationPolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** A guardrail of the organization. */
export interface OrganizationPolicy {
  readonly id: string;
  readonly arn: string;
  name: string;
  description: string;
  readonly type: OrganizationPolicyType;
  document: string;
  readonly awsManaged: boolean;
}

/** The root, an organizational unit, or an account, as a point that policies are attached to. */
export interface OrganizationNode {
  readonly id: string;
  readonly arn: string;
  name: string;
  readonly kind: 'root' | 'unit' | 'account';
  parentId: string | undefined;
}

/** An account somebody asked for. */
export interface AccountRequest {
  /** `car-…` */
  readonly id: string;
  readonly accountName: string;
  readonly requestedAt: Date;
  readonly completedAt: Date;
  /** The account; undefined when it could not be made. */
  readonly accountId: string | undefined;
  readonly failure: 'EMAIL_ALREADY_EXISTS' | 'ACCOUNT_LIMIT_EXCEEDED' | undefined;
}

/** One AWS organization: a tree of units and accounts with policies attached at any level. */
export interface Organization {
  readonly id: string;
  readonly managementAccountId: string;
  readonly managementEmail: string;
  /** `aws`, `aws-us-gov` or `aws-cn` */
  readonly partition: string;
  readonly rootId: string;
  readonly nodes: Map<string, OrganizationNode>;
  /** Ids of what is directly below a node, in the order they came. */
  readonly children: Map<string, Set<string>>;
  readonly policies: Map<string, OrganizationPolicy>;
  /** Ids of policies by the id of the node they are attached to. */
  readonly attachments: Map<string, Set<string>>;
  /** Only policies of these types are evaluated. */
  readonly enabledTypes: Set<OrganizationPolicyType>;
  /** Tags of root, units, accounts and policies by id. */
  readonly tags: Map<string, Map<string, string>>;
  readonly accountRequests: Map<string, AccountRequest>;
  /** AWS services that may work in every account, with the day they were let in. */
  readonly trustedServices: Map<string, Date>;
  /** For each account the services it administers for all others. */
  readonly delegations: Map<string, Map<string, Date>>;
  /** When accounts were closed: AWS counts them. */
  readonly closings: Date[];
}

interface NewOrganization {
  readonly id: string;
  readonly managementAccountId: string;
  readonly managementEmail: string;
  readonly partition: string;
  readonly rootId: string;
}

/** An organization with nothing but its root. */
export function newOrganization(facts: NewOrganization): Organization {
  const organization: Organization = {
    ...facts,
    nodes: new Map(),
    children: new Map(),
    policies: new Map(),
    attachments: new Map(),
    enabledTypes: new Set(['SERVICE_CONTROL_POLICY']),
    tags: new Map(),
    accountRequests: new Map(),
    trustedServices: new Map(),
    delegations: new Map(),
    closings: [],
  };
  const arn = organizationArn(organization, 'root', `${facts.id}/${facts.rootId}`);
  addNode(organization, { id: facts.rootId, arn, name: 'Root', kind: 'root', parentId: undefined });
  return organization;
}

/** `arn:aws:organizations::100000000001:ou/o-…/ou-…` */
export function organizationArn(organization: Organization, kind: string, path: string): string {
  return `arn:${organization.partition}:organizations::${organization.managementAccountId}:${kind}/${path}`;
}

export function rootOf({ id, rootId, nodes }: Organization): OrganizationNode {
  const root = nodes.get(rootId);
  if (root === undefined) throw new Error(`organization ${id} has no root`);
  return root;
}

export function addNode(organization: Organization, node: OrganizationNode): void {
  organization.nodes.set(node.id, node);
  if (node.parentId !== undefined) moveNode(organization, node.id, node.parentId);
}

/** Takes a node out, with what is attached to it. */
export function removeNode({ nodes, children, attachments, tags }: Organization, id: string): void {
  const parentId = nodes.get(id)?.parentId;
  if (parentId !== undefined) children.get(parentId)?.delete(id);
  nodes.delete(id);
  children.delete(id);
  attachments.delete(id);
  tags.delete(id);
}

/** Hangs a node under another parent. */
export function moveNode({ nodes, children }: Organization, id: string, parentId: string): void {
  const node = nodes.get(id);
  if (node === undefined) return;
  if (node.parentId !== undefined) children.get(node.parentId)?.delete(id);
  node.parentId = parentId;
  const siblings = children.get(parentId);
  if (siblings === undefined) children.set(parentId, new Set([id]));
  else siblings.add(id);
}

export function childrenOf(
  { nodes, children }: Organization,
  id: string,
  kind: OrganizationNode['kind'],
): readonly OrganizationNode[] {
  return [...(children.get(id) ?? [])]
    .map((child) => nodes.get(child))
    .filter((node): node is OrganizationNode => node?.kind === kind);
}

/** From the root down to the node itself. */
export function pathTo({ nodes }: Organization, id: string): readonly OrganizationNode[] {
  const path: OrganizationNode[] = [];
  for (let node = nodes.get(id); node !== undefined;) {
    path.unshift(node);
    node = node.parentId === undefined ? undefined : nodes.get(node.parentId);
  }
  return path;
}

/** `o-…/r-…/ou-…/`, with the node itself: what aws:PrincipalOrgPaths and Organizations call its path. */
export function pathOf(organization: Organization, id: string): string {
  return `${[organization.id, ...pathTo(organization, id).map((node) => node.id)].join('/')}/`;
}

export function attachPolicy({ attachments }: Organization, policyId: string, targetId: string): void {
  const known = attachments.get(targetId);
  if (known === undefined) attachments.set(targetId, new Set([policyId]));
  else known.add(policyId);
}

export function detachPolicy({ attachments }: Organization, policyId: string, targetId: string): void {
  attachments.get(targetId)?.delete(policyId);
}

/** The policies of a type attached to a node itself, not to those above it. */
export function policiesOn(
  { attachments, policies }: Organization,
  targetId: string,
  type: OrganizationPolicyType,
): readonly OrganizationPolicy[] {
  return [...(attachments.get(targetId) ?? [])]
    .map((id) => policies.get(id))
    .filter((policy): policy is OrganizationPolicy => policy?.type === type);
}

export function targetsOf({ nodes, attachments }: Organization, policyId: string): readonly OrganizationNode[] {
  return [...nodes.values()].filter((node) => attachments.get(node.id)?.has(policyId) === true);
}
