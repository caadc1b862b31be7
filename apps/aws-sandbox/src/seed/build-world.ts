import type { Account, Group, Role, User, World } from '../state/model.js';
import { seedKeys } from '../kms/kms.seed.js';
import { seedEc2 } from '../ec2/ec2.seed.js';
import { seedAggregators } from '../config/config.seed.js';
import { rememberUse } from '../iam/service-use.js';
import { seedIamSettings } from '../iam/iam.seed.js';
import { seedEventRules } from '../eventbridge/eventbridge.seed.js';
import { seedFunctions } from '../lambda/lambda.seed.js';
import { seedBucketSettings } from '../s3/s3.seed.js';
import { seedIdentityCenter } from '../sso-admin/identity-center.seed.js';
import { seedMail } from '../ses/ses.seed.js';
import { seedSecrets } from '../secrets-manager/secrets-manager.seed.js';
import { seedTopics } from '../sns/sns.seed.js';
import { seedQueues } from '../sqs/sqs.seed.js';
import { buildIssuers, buildProviders } from '../sts/sts.seed.js';
import { buildAwsManagedPolicies } from './aws-managed-policies.js';
import { buildBucket } from './build-bucket.js';
import { buildGroup, buildManagedPolicy, buildRole, buildUser } from './build-identities.js';
import { accountsOf, buildOrganization } from './build-organization.js';
import { SeedReader } from './seed-reader.js';
import type { Seed, SeedAccount, SeedOrganization } from './seed-schema.js';

/** Makes the world a seed describes. Ages in the seed count back from `now`. */
export function buildWorld(seed: Seed, now: Date): World {
  const [first] = seed.organizations;
  if (first === undefined) throw new Error('seed: there is no organization');
  const world: World = {
    partition: first.partition,
    organizations: new Map(),
    accounts: new Map(),
    buckets: new Map(),
    awsPolicies: new Map(),
    accessKeys: new Map(),
    hubAccountId: first.hubAccount,
    services: new Map(),
  };
  for (const each of seed.organizations)
    addOrganization(world, each, { seed, reader: new SeedReader(seed, each, now) });
  buildIssuers(world, seed.issuers);
  refuseStrays(world, seed);
  refuseUnknownPolicies(world);
  return world;
}

function addOrganization(world: World, organization: SeedOrganization, { seed, reader }: Reading): void {
  if (world.organizations.has(organization.id)) throw new Error(`seed: organization ${organization.id} is there twice`);
  const ownNames = new Set(seed.awsPolicies.map(({ name }) => name));
  const awsPolicies = [
    ...buildAwsManagedPolicies(reader.partition, ownNames),
    ...seed.awsPolicies.map((each) => buildManagedPolicy(each, 'aws', reader)),
  ];
  for (const policy of awsPolicies) world.awsPolicies.set(policy.arn, policy);
  const accounts = accountsOf(seed, organization);
  world.organizations.set(organization.id, buildOrganization(organization, accounts, reader));
  const { roles, eventRules } = seed.everyAccount;
  for (const each of accounts) {
    const own = { ...each, roles: [...roles, ...each.roles], eventRules: [...eventRules, ...each.eventRules] };
    addAccount(world, own, reader);
  }
  const { identityCenter, managementAccount } = organization;
  seedIdentityCenter(world, identityCenter, { managementAccountId: managementAccount, reader });
}

interface Reading {
  readonly seed: Seed;
  readonly reader: SeedReader;
}

function refuseStrays(world: World, seed: Seed): void {
  const stray = seed.accounts.find(({ id }) => !world.accounts.has(id));
  if (stray === undefined) return;
  throw new Error(`seed: account ${stray.id} is in the organization ${stray.organization ?? ''}, which is not there`);
}

function addAccount(world: World, seed: SeedAccount, reader: SeedReader): void {
  if (world.accounts.has(seed.id)) throw new Error(`seed: account ${seed.id} is there twice`);
  const account: Account = {
    id: seed.id,
    name: seed.name,
    email: seed.email,
    status: seed.status,
    joinedAt: reader.madeDaysAgo(seed.joinedDaysAgo),
    joinedMethod: 'CREATED',
    organizationId: reader.organizationId,
    partition: reader.partition,
    roles: new Map(),
    users: new Map(),
    groups: new Map(),
    policies: new Map(),
  };
  world.accounts.set(account.id, account);
  for (const each of seed.policies) {
    const policy = buildManagedPolicy(each, account.id, reader);
    account.policies.set(policy.arn, policy);
  }
  for (const each of seed.groups) account.groups.set(each.name.toLowerCase(), buildGroup(each, account.id, reader));
  for (const each of seed.users) addUser(world, account, { seed: each, reader });
  addRoles(world, account, { seed, reader });
  seedIamSettings(world, account.id, seed);
  seedKeys(world, seed.keys, { accountId: account.id, reader });
  seedSecrets(world, seed.secrets, { accountId: account.id, reader });
  for (const each of seed.buckets) {
    if (world.buckets.has(each.name)) throw new Error(`seed: there are two buckets named ${each.name}`);
    const bucket = buildBucket(each, account.id, reader);
    world.buckets.set(each.name, bucket);
    seedBucketSettings(world, bucket, each);
  }
  buildProviders(world, account.id, seed, reader);
  seedAggregators(world, seed.configurationAggregators, { accountId: account.id, reader });
  seedFunctions(world, seed.functions, { accountId: account.id, reader });
  seedQueues(world, seed.queues, { accountId: account.id, reader });
  seedEventRules(world, seed.eventRules, { accountId: account.id, reader });
  seedTopics(world, seed.topics, { accountId: account.id, reader });
  seedMail(world, seed.mail, { accountId: account.id, reader });
  seedEc2(world, seed, { accountId: account.id, reader });
}

interface RolesSeed {
  readonly seed: SeedAccount;
  readonly reader: SeedReader;
}

function addRoles(world: World, account: Account, { seed, reader }: RolesSeed): void {
  for (const each of seed.roles) {
    const name = each.name.toLowerCase();
    if (account.roles.has(name)) throw new Error(`seed: account ${account.id} has two roles named ${each.name}`);
    const role = buildRole(each, account.id, reader);
    account.roles.set(name, role);
    for (const [service, days] of Object.entries(each.usedServices)) {
      rememberUse(world, role.arn, service, { at: reader.daysAgo(days), region: each.lastUsedRegion });
    }
  }
}

interface UserSeed {
  readonly seed: SeedAccount['users'][number];
  readonly reader: SeedReader;
}

function addUser(world: World, account: Account, { seed, reader }: UserSeed): void {
  const user = buildUser(seed, account.id, reader);
  account.users.set(user.name.toLowerCase(), user);
  for (const { id, secret } of seed.accessKeys) {
    const key = { id, secret, accountId: account.id, userName: user.name, createdAt: user.createdAt };
    world.accessKeys.set(id, { ...key, status: 'Active' });
  }
}

/** A misspelt policy name would silently grant nothing. */
function refuseUnknownPolicies(world: World): void {
  for (const account of world.accounts.values()) {
    const entities: readonly (Role | User | Group)[] = [
      ...account.roles.values(),
      ...account.users.values(),
      ...account.groups.values(),
    ];
    for (const entity of entities) {
      const boundary = 'boundaryArn' in entity && entity.boundaryArn !== undefined ? [entity.boundaryArn] : [];
      for (const arn of [...entity.attachedPolicies, ...boundary]) {
        if (!world.awsPolicies.has(arn) && !account.policies.has(arn)) {
          throw new Error(`seed: ${entity.arn} has the policy ${arn}, which is neither in its account nor AWS's`);
        }
      }
    }
  }
}
