import { POLICY_TYPE_NAMES, attachFullAccess, enablePolicies } from '../organizations/full-access-policies.js';
import {
  type Organization,
  type OrganizationPolicyType,
  addNode,
  attachPolicy,
  newOrganization,
  organizationArn,
} from '../state/organization.js';
import { shortId } from '../state/unique-id.js';
import type { SeedReader } from './seed-reader.js';
import type { Seed, SeedAccount, SeedOrganization } from './seed-schema.js';

/** The names of policies attached to one node. */
interface Attachments {
  readonly serviceControlPolicies: readonly string[];
  readonly resourceControlPolicies: readonly string[];
}

/** One organization of a seed: tree, policies and where they are attached. FullAWSAccess is on everything, as in AWS. */
export function buildOrganization(
  seed: SeedOrganization,
  accounts: readonly SeedAccount[],
  reader: SeedReader,
): Organization {
  const { id, managementAccount, partition } = seed;
  const management = accounts.find((account) => account.id === managementAccount);
  if (management === undefined)
    throw new Error(`seed: the management account ${managementAccount} is not among the accounts`);
  const organization = newOrganization({
    id,
    managementAccountId: managementAccount,
    managementEmail: management.email,
    partition,
    rootId: `r-${shortId(4, id)}`,
  });
  addPolicies(organization, seed, reader);
  const unitIds = addUnits(organization, seed);
  for (const account of accounts) addAccountNode(organization, account, unitIds);
  return organization;
}

/** The accounts of an organization; those that name none are of the first. */
export function accountsOf(seed: Seed, organization: SeedOrganization): readonly SeedAccount[] {
  const first = seed.organizations[0]?.id;
  return seed.accounts.filter((account) => (account.organization ?? first) === organization.id);
}

function addAccountNode(organization: Organization, account: SeedAccount, unitIds: ReadonlyMap<string, string>): void {
  const parentId = unitIds.get(account.unit);
  if (parentId === undefined)
    throw new Error(`seed: account ${account.id} is in the unit ${account.unit}, which is not there`);
  addNode(organization, {
    id: account.id,
    arn: organizationArn(organization, 'account', `${organization.id}/${account.id}`),
    name: account.name,
    kind: 'account',
    parentId,
  });
  attachAll(organization, account.id, account);
}

function addPolicies(organization: Organization, seed: SeedOrganization, reader: SeedReader): void {
  enablePolicies(organization, 'SERVICE_CONTROL_POLICY');
  addPoliciesOf(organization, 'SERVICE_CONTROL_POLICY', { policies: seed.serviceControlPolicies, reader });
  if (seed.resourceControlPolicies === undefined) return;
  enablePolicies(organization, 'RESOURCE_CONTROL_POLICY');
  addPoliciesOf(organization, 'RESOURCE_CONTROL_POLICY', { policies: seed.resourceControlPolicies, reader });
}

interface PolicySource {
  readonly policies: SeedOrganization['serviceControlPolicies'];
  readonly reader: SeedReader;
}

function addPoliciesOf(
  organization: Organization,
  type: OrganizationPolicyType,
  { policies, reader }: PolicySource,
): void {
  const kind = type === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp';
  for (const { name, description, document } of policies) {
    const id = `p-${shortId(8, kind === 'scp' ? `${organization.id}/${name}` : `${organization.id}/rcp/${name}`)}`;
    const place = {
      accountId: organization.managementAccountId,
      kind,
      where: `${kind.toUpperCase()} ${name}`,
    } as const;
    organization.policies.set(id, {
      id,
      arn: organizationArn(organization, 'policy', `${organization.id}/${POLICY_TYPE_NAMES[type]}/${id}`),
      name,
      description,
      type,
      document: reader.document(document, place),
      awsManaged: false,
    });
  }
}

/** Adds the units; returns their ids by path, the root's under the empty path. */
function addUnits(organization: Organization, seed: SeedOrganization): ReadonlyMap<string, string> {
  const { rootId } = organization;
  const ids = new Map([['', rootId]]);
  attachAll(organization, rootId, rootAttachments(organization, seed));
  for (const { path, ...attachments } of seed.units) {
    const at = path.lastIndexOf('/');
    const parentId = ids.get(at < 0 ? '' : path.slice(0, at));
    if (parentId === undefined) throw new Error(`seed: the parent of the unit ${path} must come before it`);
    const id = `ou-${rootId.slice(2)}-${shortId(8, `${organization.id}/${path}`)}`;
    const arn = organizationArn(organization, 'ou', `${organization.id}/${id}`);
    addNode(organization, { id, arn, name: path.slice(at + 1), kind: 'unit', parentId });
    ids.set(path, id);
    attachAll(organization, id, attachments);
  }
  return ids;
}

/** `rootPolicies` holds names of either type. */
function rootAttachments(organization: Organization, { rootPolicies }: SeedOrganization): Attachments {
  const isRcp = (name: string): boolean => policyId(organization, name, 'RESOURCE_CONTROL_POLICY') !== undefined;
  return {
    serviceControlPolicies: rootPolicies.filter((name) => !isRcp(name)),
    resourceControlPolicies: rootPolicies.filter(isRcp),
  };
}

function attachAll(organization: Organization, targetId: string, attachments: Attachments): void {
  attachFullAccess(organization, targetId);
  const wanted = [
    ...attachments.serviceControlPolicies.map((name) => [name, 'SERVICE_CONTROL_POLICY'] as const),
    ...attachments.resourceControlPolicies.map((name) => [name, 'RESOURCE_CONTROL_POLICY'] as const),
  ];
  for (const [name, type] of wanted) {
    const id = policyId(organization, name, type);
    if (id === undefined) {
      throw new Error(`seed: there is no ${POLICY_TYPE_NAMES[type].replaceAll('_', ' ')} named ${name}`);
    }
    attachPolicy(organization, id, targetId);
  }
}

function policyId(organization: Organization, name: string, type: OrganizationPolicyType): string | undefined {
  return [...organization.policies.values()].find((each) => each.name === name && each.type === type)?.id;
}
