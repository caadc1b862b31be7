import { type Organization, addNode, attachPolicy, newOrganization, organizationArn } from '../state/organization.js';
import type { SeedReader } from './seed-reader.js';
import type { Seed } from './seed-schema.js';
import { shortId } from '../state/unique-id.js';

const FULL_ACCESS = {
  id: 'p-FullAWSAccess',
  name: 'FullAWSAccess',
  description: 'Allows access to every operation',
  document: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

/** The organization of a seed: tree, SCPs and where they are attached. FullAWSAccess is attached to everything, as AWS does. */
export function buildOrganization(seed: Seed, reader: SeedReader): Organization {
  const { id, managementAccount, partition } = seed.organization;
  const management = seed.accounts.find((account) => account.id === managementAccount);
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
  for (const account of seed.accounts) {
    const parentId = unitIds.get(account.unit);
    if (parentId === undefined)
      throw new Error(`seed: account ${account.id} is in the unit ${account.unit}, which is not there`);
    addNode(organization, {
      id: account.id,
      arn: organizationArn(organization, 'account', `${id}/${account.id}`),
      name: account.name,
      kind: 'account',
      parentId,
    });
    attachAll(organization, account.id, account.serviceControlPolicies);
  }
  return organization;
}

function addPolicies(organization: Organization, seed: Seed, reader: SeedReader): void {
  const type = 'SERVICE_CONTROL_POLICY';
  const arn = `arn:${organization.partition}:organizations::aws:policy/service_control_policy/${FULL_ACCESS.id}`;
  organization.policies.set(FULL_ACCESS.id, { ...FULL_ACCESS, arn, type, awsManaged: true });
  for (const { name, description, document } of seed.organization.serviceControlPolicies) {
    const id = `p-${shortId(8, `${organization.id}/${name}`)}`;
    organization.policies.set(id, {
      id,
      arn: organizationArn(organization, 'policy', `${organization.id}/service_control_policy/${id}`),
      name,
      description,
      type,
      document: reader.document(document, {
        accountId: organization.managementAccountId,
        kind: 'scp',
        where: `SCP ${name}`,
      }),
      awsManaged: false,
    });
  }
}

/** Adds the units; returns their ids by path, the root's under the empty path. */
function addUnits(organization: Organization, seed: Seed): ReadonlyMap<string, string> {
  const { rootId } = organization;
  const ids = new Map([['', rootId]]);
  attachAll(organization, rootId, seed.organization.rootPolicies);
  for (const { path, serviceControlPolicies } of seed.organization.units) {
    const at = path.lastIndexOf('/');
    const parentId = ids.get(at < 0 ? '' : path.slice(0, at));
    if (parentId === undefined) throw new Error(`seed: the parent of the unit ${path} must come before it`);
    const id = `ou-${rootId.slice(2)}-${shortId(8, `${organization.id}/${path}`)}`;
    const arn = organizationArn(organization, 'ou', `${organization.id}/${id}`);
    addNode(organization, { id, arn, name: path.slice(at + 1), kind: 'unit', parentId });
    ids.set(path, id);
    attachAll(organization, id, serviceControlPolicies);
  }
  return ids;
}

function attachAll(organization: Organization, targetId: string, names: readonly string[]): void {
  attachPolicy(organization, FULL_ACCESS.id, targetId);
  for (const name of names) {
    const policy = [...organization.policies.values()].find((each) => each.name === name);
    if (policy === undefined) throw new Error(`seed: there is no service control policy named ${name}`);
    attachPolicy(organization, policy.id, targetId);
  }
}
