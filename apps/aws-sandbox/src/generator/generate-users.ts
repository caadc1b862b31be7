import type { Group, User } from '../state/model.js';
import { inlineDocument } from './document-library.rules.js';
import type { Recipe } from './generated-map.js';
import { tagsOf } from './generate-tags.js';
import { type Plot, before } from './ground.js';
import { policyArnOf } from './generate-policies.js';
import { Random, idCharacters } from './random.rules.js';

const USERS = 3;
const GROUPS = 4;

/** Nearly nobody has users any more: a few programs do. */
const USER_NAMES = ['ci-deployer', 'backup-agent', 'partner-upload'] as const;
const GROUP_NAMES = ['programs', 'emergency'] as const;

export function userRecipe(plot: Plot): Recipe<User> {
  const all = (): Iterable<readonly [string, User]> =>
    USER_NAMES.map((name, index) => [name, generatedUser(plot, name, index)]);
  return { size: USER_NAMES.length, all };
}

export function groupRecipe(plot: Plot): Recipe<Group> {
  const all = (): Iterable<readonly [string, Group]> =>
    GROUP_NAMES.map((name, index) => [name, generatedGroup(plot, name, index)]);
  return { size: GROUP_NAMES.length, all };
}

function generatedUser(plot: Plot, name: string, index: number): User {
  const { ground, accountId } = plot;
  const random = new Random(ground.plan.seedNumber, plot.index, USERS, index);
  return {
    accountId,
    name,
    path: '/',
    arn: `arn:${ground.partition}:iam::${accountId}:user/${name}`,
    id: `AIDA${idCharacters(random, 17)}`,
    createdAt: before(ground.madeOn, 200 + random.below(2000), random.below(86_400)),
    inlinePolicies: new Map([['work', inlineDocument(random.below(60), accountId, ground.partition)]]),
    attachedPolicies: new Set(),
    boundaryArn: undefined,
    groups: new Set([GROUP_NAMES[0]]),
    tags: tagsOf(plot, random, { component: 'programs', forPeople: false }),
  };
}

function generatedGroup(plot: Plot, name: string, index: number): Group {
  const { ground, accountId } = plot;
  const random = new Random(ground.plan.seedNumber, plot.index, GROUPS, index);
  return {
    accountId,
    name,
    path: '/',
    arn: `arn:${ground.partition}:iam::${accountId}:group/${name}`,
    id: `AGPA${idCharacters(random, 17)}`,
    createdAt: before(ground.madeOn, 400 + random.below(2000), random.below(86_400)),
    inlinePolicies: new Map(),
    attachedPolicies: new Set([policyArnOf(plot, 1 + index)]),
  };
}
