/** A guardrail of the organization. */
export interface OrganizationPolicy {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly document: string;
  readonly awsManaged: boolean;
}

/** The root, an organizational unit, or an account, as a point that policies are attached to. */
export interface OrganizationNode {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly kind: 'root' | 'unit' | 'account';
  readonly parentId: string | undefined;
}

/** One AWS organization: a tree of units and accounts with policies attached at any level. */
export class Organization {
  readonly nodes = new Map<string, OrganizationNode>();
  readonly policies = new Map<string, OrganizationPolicy>();
  private readonly attached = new Map<string, Set<string>>();
  private readonly childIds = new Map<string, string[]>();

  constructor(
    readonly id: string,
    readonly managementAccountId: string,
    readonly managementEmail: string,
    readonly partition: string,
  ) {}

  get arn(): string {
    return this.arnOf('organization', this.id);
  }

  /** `arn:aws:organizations::100000000001:ou/o-…/ou-…` */
  arnOf(kind: string, path: string): string {
    return `arn:${this.partition}:organizations::${this.managementAccountId}:${kind}/${path}`;
  }

  get root(): OrganizationNode {
    for (const node of this.nodes.values()) if (node.kind === 'root') return node;
    throw new Error(`organization ${this.id} has no root`);
  }

  add(node: OrganizationNode): void {
    this.nodes.set(node.id, node);
    if (node.parentId === undefined) return;
    const siblings = this.childIds.get(node.parentId);
    if (siblings === undefined) this.childIds.set(node.parentId, [node.id]);
    else siblings.push(node.id);
  }

  childrenOf(id: string, kind: OrganizationNode['kind']): readonly OrganizationNode[] {
    return (this.childIds.get(id) ?? [])
      .map((child) => this.nodes.get(child))
      .filter((node): node is OrganizationNode => node?.kind === kind);
  }

  /** From the root down to the node itself. */
  pathTo(id: string): readonly OrganizationNode[] {
    const path: OrganizationNode[] = [];
    for (let node = this.nodes.get(id); node !== undefined;) {
      path.unshift(node);
      node = node.parentId === undefined ? undefined : this.nodes.get(node.parentId);
    }
    return path;
  }

  attach(policyId: string, targetId: string): void {
    const known = this.attached.get(targetId);
    if (known === undefined) this.attached.set(targetId, new Set([policyId]));
    else known.add(policyId);
  }

  policiesOf(targetId: string, type: OrganizationPolicy['type']): readonly OrganizationPolicy[] {
    return [...(this.attached.get(targetId) ?? [])]
      .map((id) => this.policies.get(id))
      .filter((policy): policy is OrganizationPolicy => policy?.type === type);
  }

  targetsOf(policyId: string): readonly OrganizationNode[] {
    return [...this.nodes.values()].filter((node) => this.attached.get(node.id)?.has(policyId) === true);
  }
}
