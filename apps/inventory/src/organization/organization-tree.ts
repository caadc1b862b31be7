import {
  DescribeOrganizationCommand,
  ListRootsCommand,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  PolicyTypeStatus,
  type Account,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { GuardrailKind } from './guardrail-kind.rules.js';

/** The root, a unit or an account, where it is. */
export interface TreeNode {
  /** `r-…`, `ou-…` or an account id. */
  readonly nodeId: string;
  readonly parentId: string | null;
  readonly kind: 'root' | 'unit' | 'account';
  readonly name: string;
  readonly arn: string;
  /** Ids from the root down to the node itself. */
  readonly path: readonly string[];
  /** Names from the root down to the node itself. */
  readonly namePath: readonly string[];
}

/** An organization as it was when its tree was walked. */
export interface OrganizationTree {
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** The types of policy that are switched on: others bind nobody. */
  readonly policyTypes: readonly GuardrailKind[];
  /** Parents before their children. */
  readonly nodes: readonly TreeNode[];
}

type Branch = Pick<TreeNode, 'path' | 'namePath'>;

/**
 * Walks an organization from its root down, which takes two calls per unit instead of one per account: large
 * organizations throttle on the latter. Rejects with the AWS SDK's error when any part cannot be read.
 */
export async function walkOrganization(client: OrganizationsClient, signal: AbortSignal): Promise<OrganizationTree> {
  const abort = { abortSignal: signal };
  const { Organization } = await client.send(new DescribeOrganizationCommand({}), abort);
  const { Roots = [] } = await client.send(new ListRootsCommand({}), abort);
  const nodes: TreeNode[] = Roots.map(({ Id = '', Name = 'Root', Arn = '' }) =>
    nodeBelow(null, { id: Id, kind: 'root', name: Name, arn: Arn }),
  );
  const waiting = [...nodes];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    nodes.push(...(await accountsUnder(client, parent, signal)));
    const units = await unitsUnder(client, parent, signal);
    nodes.push(...units);
    waiting.push(...units);
  }
  return {
    organizationId: Organization?.Id ?? '',
    managementAccountId: Organization?.MasterAccountId ?? '',
    policyTypes: Roots.flatMap(({ PolicyTypes = [] }) => PolicyTypes).flatMap(({ Type, Status }) =>
      Status === PolicyTypeStatus.ENABLED ? kindsOf(Type) : [],
    ),
    nodes,
  };
}

function kindsOf(type: string | undefined): GuardrailKind[] {
  if (type === 'SERVICE_CONTROL_POLICY') return ['service-control-policy'];
  return type === 'RESOURCE_CONTROL_POLICY' ? ['resource-control-policy'] : [];
}

interface Seen {
  readonly id: string;
  readonly kind: TreeNode['kind'];
  readonly name: string;
  readonly arn: string;
}

function nodeBelow(parent: TreeNode | null, { id, ...seen }: Seen): TreeNode {
  const { path, namePath }: Branch = parent ?? { path: [], namePath: [] };
  const below: Branch = { path: [...path, id], namePath: [...namePath, seen.name] };
  return { nodeId: id, parentId: parent?.nodeId ?? null, ...seen, ...below };
}

async function accountsUnder(client: OrganizationsClient, parent: TreeNode, signal: AbortSignal): Promise<TreeNode[]> {
  const found: Account[] = [];
  const pages = paginateListAccountsForParent({ client }, { ParentId: parent.nodeId }, { abortSignal: signal });
  for await (const { Accounts } of pages) found.push(...(Accounts ?? []));
  return found.map(({ Id = '', Name = Id, Arn = '' }) =>
    nodeBelow(parent, { id: Id, kind: 'account', name: Name, arn: Arn }),
  );
}

async function unitsUnder(client: OrganizationsClient, parent: TreeNode, signal: AbortSignal): Promise<TreeNode[]> {
  const found: TreeNode[] = [];
  const input = { ParentId: parent.nodeId };
  for await (const page of paginateListOrganizationalUnitsForParent({ client }, input, { abortSignal: signal })) {
    for (const { Id = '', Name = Id, Arn = '' } of page.OrganizationalUnits ?? []) {
      found.push(nodeBelow(parent, { id: Id, kind: 'unit', name: Name, arn: Arn }));
    }
  }
  return found;
}
