import { buildRole } from '../seed/build-identities.js';
import type { Role } from '../state/model.js';
import {
  SERVICE_TRUSTS,
  accountTrust,
  inlineDocument,
  pickDocument,
  pipelineTrust,
  serviceTrust,
} from './document-library.rules.js';
import { tagsOf } from './generate-tags.js';
import { type Plot, before, neighbourOf } from './ground.js';
import type { Recipe } from './generated-map.js';
import { policyArnOf, policyCount } from './generate-policies.js';
import { numbered, thingName } from './names.rules.js';
import { Random, idCharacters } from './random.rules.js';

const ROLES = 1;
const REGIONS = ['us-east-1', 'us-east-1', 'eu-west-1', 'us-west-2', 'ap-southeast-2'] as const;

type Kind = 'people' | 'pipeline' | 'service' | 'other-account';

/** What twenty roles in a row are for: the shares of a large organization. */
const KINDS: readonly Kind[] = [
  'people',
  'service',
  'service',
  'pipeline',
  'service',
  'service',
  'other-account',
  'service',
  'people',
  'service',
  'service',
  'service',
  'pipeline',
  'service',
  'service',
  'people',
  'service',
  'other-account',
  'service',
  'service',
];

/** Paths, one string each for all the roles that have it. */
const PATHS: Readonly<Record<Kind, readonly [string, string, string]>> = {
  people: ['/people/', '/people/', '/'],
  pipeline: ['/pipelines/', '/pipelines/', '/'],
  service: ['/', '/service/', '/'],
  'other-account': ['/shared/', '/', '/partners/'],
};

/** The roles of an account: those that every account has, then as many as the plan says. */
export function roleRecipe(plot: Plot): Recipe<Role> {
  const { everyAccount, plan, reader } = plot.ground;
  const fixed = new Map(everyAccount.map((seed) => [seed.name.toLowerCase(), seed]));
  const one = (key: string): Role | undefined => {
    const seed = fixed.get(key);
    return seed === undefined ? undefined : buildRole(seed, plot.accountId, reader);
  };
  function* all(): Iterable<readonly [string, Role]> {
    for (const [key, seed] of fixed) yield [key, buildRole(seed, plot.accountId, reader)];
    const documents = new Documents(plot);
    for (let index = 0; index < plan.roles; index++) {
      const role = generatedRole(plot, index, documents);
      // No name of the generator ends so, but a seed may have one that does.
      const key = role.name.toLowerCase();
      if (!fixed.has(key)) yield [key, role];
    }
  }
  return { size: fixed.size + plan.roles, all, one };
}

/** The documents of one account, each written out once: roles share them. */
class Documents {
  readonly people: string;
  private readonly trusts = new Map<number, string>();
  private readonly inline = new Map<number, string>();

  constructor(private readonly plot: Plot) {
    this.people = plot.ground.peopleTrust(plot.accountId);
  }

  trust(kind: Kind, random: Random): string {
    switch (kind) {
      case 'people':
        return this.people;
      case 'service': {
        const index = random.below(SERVICE_TRUSTS);
        return once(this.trusts, index, () => serviceTrust(index, this.plot.accountId));
      }
      case 'pipeline':
        return once(this.trusts, -1, () => pipelineTrust(this.plot));
      case 'other-account': {
        const variant = random.below(OTHER_ACCOUNTS);
        return once(this.trusts, -2 - variant, () => otherAccountTrust(this.plot, variant));
      }
    }
  }

  permissions(random: Random): string {
    const { accountId, ground } = this.plot;
    const index = pickDocument(random);
    return once(this.inline, index, () => inlineDocument(index, accountId, ground.partition));
  }
}

function once(known: Map<number, string>, key: number, make: () => string): string {
  const text = known.get(key) ?? make();
  known.set(key, text);
  return text;
}

const OTHER_ACCOUNTS = 6;

/** One of three neighbours, with an external id or without. */
function otherAccountTrust(plot: Plot, variant: number): string {
  const externalId = variant % 2 === 0 ? `${plot.system}-shared` : undefined;
  return accountTrust(neighbourOf(plot, 1 + Math.floor(variant / 2)), externalId, plot.ground.partition);
}

/** The n-th role. */
function generatedRole(plot: Plot, index: number, documents: Documents): Role {
  const { ground, accountId } = plot;
  const random = new Random(ground.plan.seedNumber, plot.index, ROLES, index);
  const kind = KINDS[index % KINDS.length] ?? 'service';
  const { component, job, round } = thingName(index, plot.index * 7);
  const name = numbered(`${component}-${job}`, round);
  const path = random.pick(PATHS[kind]);
  const ageInDays = 30 + random.below(2400);
  return {
    accountId,
    name,
    path,
    arn: `arn:${ground.partition}:iam::${accountId}:role${path}${name}`,
    id: `AROA${idCharacters(random, 17)}`,
    createdAt: before(ground.madeOn, ageInDays, random.below(86_400)),
    description: random.percent(60) ? describe(kind, plot.system, component) : undefined,
    maxSessionSeconds: kind === 'people' ? 3600 * (1 + random.below(12)) : 3600,
    trustPolicy: documents.trust(kind, random),
    inlinePolicies: inlineOf(random, documents),
    attachedPolicies: attachedOf(plot, random),
    boundaryArn: kind === 'people' && random.percent(20) ? policyArnOf(plot, 0) : undefined,
    tags: tagsOf(plot, random, { component, forPeople: kind === 'people' }),
    lastUsed: lastUseOf(plot, random, ageInDays),
  };
}

function describe(kind: Kind, system: string, component: string): string {
  switch (kind) {
    case 'people':
      return `Everyday work on ${component} of ${system}.`;
    case 'pipeline':
      return `Deploys ${component} of ${system}.`;
    case 'service':
      return `Runs ${component} of ${system}.`;
    case 'other-account':
      return `For other accounts that use ${component} of ${system}.`;
  }
}

const INLINE_NAMES = ['permissions', 'access', 'data', 'runtime'] as const;

function inlineOf(random: Random, documents: Documents): Map<string, string> {
  const inline = new Map<string, string>();
  const count = random.below(4);
  for (let index = 0; index < count; index++) {
    inline.set(INLINE_NAMES[index] ?? 'more', documents.permissions(random));
  }
  return inline;
}

function attachedOf(plot: Plot, random: Random): Set<string> {
  const { awsPolicies } = plot.ground;
  const attached = new Set<string>();
  const count = random.below(3);
  for (let index = 0; index < count; index++) {
    if (random.percent(50) && awsPolicies.length > 0) attached.add(awsPolicies[random.below(awsPolicies.length)] ?? '');
    else attached.add(policyArnOf(plot, random.below(policyCount(plot.ground.plan))));
  }
  return attached;
}

/** Most roles are used every day; some have not been for months, some never. */
function lastUseOf({ ground }: Plot, random: Random, ageInDays: number): Role['lastUsed'] {
  const chance = random.below(100);
  if (chance < 15) return undefined;
  const daysAgo = chance < 70 ? random.below(7) : random.below(Math.min(400, ageInDays));
  return { at: before(ground.madeOn, daysAgo, random.below(86_400)), region: random.pick(REGIONS) };
}
