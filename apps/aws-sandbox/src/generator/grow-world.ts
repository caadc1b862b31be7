import { SeedReader } from '../seed/seed-reader.js';
import type { Seed } from '../seed/seed-schema.js';
import type { Account, World } from '../state/model.js';
import type { Organization } from '../state/organization.js';
import { type StateSlot, stateOf } from '../state/service-state.js';
import { addBuckets } from './generate-buckets.js';
import { addQueues, addTopics } from './generate-messaging.js';
import { addAccountNode, addDivisions } from './generate-organization.js';
import { policyRecipe } from './generate-policies.js';
import { roleRecipe } from './generate-roles.js';
import { groupRecipe, userRecipe } from './generate-users.js';
import { GeneratedMap, type Recipe } from './generated-map.js';
import type { GeneratorPlan } from './generator-plan.js';
import { type Ground, type Plot, before, dayOf, plotOf } from './ground.js';
import { accountTrust } from './document-library.rules.js';
import { Residents } from './residents.js';
import { Random } from './random.rules.js';

/** What is remembered of a generated organization; with it, everything else can be made again. */
interface Grown {
  plan: GeneratorPlan | undefined;
  madeOn: Date | undefined;
  /** Keys of deleted entries by `<account>/<kind>`. */
  readonly gone: Map<string, Set<string>>;
}

const SLOT: StateSlot<Grown> = {
  name: 'generator',
  create: () => ({ plan: undefined, madeOn: undefined, gone: new Map() }),
};

/** Roles, users, groups and policies in memory at a time; the rest is made again when it is looked at. */
const RESIDENT_ENTRIES = 20_000;
const ACCOUNT = 0;

/** Adds generated accounts to a world that was built from a seed. Ages count back from the day of `now`. */
export function growWorld(world: World, plan: GeneratorPlan, { seed, now }: { seed: Seed; now: Date }): void {
  if (plan.accounts === 0) return;
  const grown = stateOf(world, SLOT);
  grown.plan = plan;
  grown.madeOn = dayOf(now);
  const ground = groundOf(world, plan, { seed, madeOn: grown.madeOn });
  const organization = hubOrganization(world);
  const unitOf = addDivisions(organization);
  const residents = new Residents(RESIDENT_ENTRIES);
  for (let index = 0; index < plan.accounts; index++) {
    const plot = plotOf(ground, index);
    if (world.accounts.has(plot.accountId)) throw new Error(`seed: ${plot.accountId} is an id of a generated account`);
    world.accounts.set(plot.accountId, newAccount(plot, { grown, residents }));
    addAccountNode(organization, plot, unitOf(plot));
    addBuckets(world, plot);
    addQueues(world, plot);
    addTopics(world, plot);
  }
}

/** Gives the generated accounts of a world that was saved and restored their unsaved parts back. */
export function regrowWorld(world: World, seed: Seed): void {
  const grown = stateOf(world, SLOT);
  const { plan, madeOn } = grown;
  if (plan === undefined || madeOn === undefined) return;
  const ground = groundOf(world, plan, { seed, madeOn });
  const residents = new Residents(RESIDENT_ENTRIES);
  for (let index = 0; index < plan.accounts; index++) {
    const plot = plotOf(ground, index);
    const saved = world.accounts.get(plot.accountId);
    if (saved !== undefined) world.accounts.set(saved.id, { ...saved, ...contents(plot, { grown, residents, saved }) });
  }
}

/** Before a world is saved: what was changed in generated accounts becomes part of what is saved. */
export function settleWorld(world: World): void {
  for (const { roles, users, groups, policies } of world.accounts.values()) {
    for (const map of [roles, users, groups, policies]) if (map instanceof GeneratedMap) map.settle();
  }
}

function hubOrganization(world: World): Organization {
  const id = world.accounts.get(world.hubAccountId)?.organizationId;
  const organization = world.organizations.get(id ?? '');
  if (organization !== undefined) return organization;
  throw new Error(`seed: the hub account ${world.hubAccountId} is in no organization, so none can be made larger`);
}

function groundOf(world: World, plan: GeneratorPlan, { seed, madeOn }: { seed: Seed; madeOn: Date }): Ground {
  const { id: organizationId, partition } = hubOrganization(world);
  const described = seed.organizations.find(({ id }) => id === organizationId);
  if (described === undefined) throw new Error(`seed: organization ${organizationId} is not in the seed`);
  const reader = new SeedReader(seed, described, madeOn);
  const { hubAccountId } = world;
  return {
    plan,
    partition,
    hubAccountId,
    organizationId,
    madeOn,
    reader,
    everyAccount: seed.everyAccount.roles,
    awsPolicies: [...world.awsPolicies.keys()].filter((arn) => arn.startsWith(`arn:${partition}:`)),
    peopleTrust: (accountId) =>
      Object.hasOwn(seed.documents, PEOPLE_TRUST)
        ? reader.document(PEOPLE_TRUST, { accountId, kind: 'trust', where: 'roles for people' })
        : accountTrust(hubAccountId, undefined, partition),
  };
}

/** The document of the demo seed that lets the hub's broker in. */
const PEOPLE_TRUST = 'trust-gatehouse';

interface Holding {
  readonly grown: Grown;
  readonly residents: Residents;
  /** What was kept of the account in a saved world. */
  readonly saved?: Account;
}

function newAccount(plot: Plot, holding: Holding): Account {
  const { ground, accountId, name, index } = plot;
  const random = new Random(ground.plan.seedNumber, index, ACCOUNT);
  return {
    id: accountId,
    name,
    email: `aws+${name}@example.com`,
    status: 'ACTIVE',
    joinedAt: before(ground.madeOn, 100 + random.below(2400), random.below(86_400)),
    joinedMethod: 'CREATED',
    organizationId: ground.organizationId,
    partition: ground.partition,
    ...contents(plot, holding),
  };
}

function contents(plot: Plot, { grown, residents, saved }: Holding) {
  const lazily = <V>(kind: string, recipe: Recipe<V>, kept: Iterable<readonly [string, V]> = []): Map<string, V> => {
    const name = `${plot.accountId}/${kind}`;
    const gone = grown.gone.get(name) ?? new Set();
    grown.gone.set(name, gone);
    return new GeneratedMap(recipe, { residents, gone, kept });
  };
  return {
    roles: lazily('roles', roleRecipe(plot), saved?.roles),
    users: lazily('users', userRecipe(plot), saved?.users),
    groups: lazily('groups', groupRecipe(plot), saved?.groups),
    policies: lazily('policies', policyRecipe(plot), saved?.policies),
  };
}
