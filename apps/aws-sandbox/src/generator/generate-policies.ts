import type { ManagedPolicy } from '../state/model.js';
import { INLINE_DOCUMENTS, inlineDocument } from './document-library.rules.js';
import type { Recipe } from './generated-map.js';
import type { GeneratorPlan } from './generator-plan.js';
import { tagsOf } from './generate-tags.js';
import { type Plot, before } from './ground.js';
import { numbered, thingName } from './names.rules.js';
import { Random, idCharacters } from './random.rules.js';

const POLICIES = 2;
const PATHS = ['/', '/', '/applications/'] as const;

/** How many managed policies an account has for so many roles. */
export function policyCount({ roles }: GeneratorPlan): number {
  return Math.min(300, Math.max(3, Math.round(roles / 20)));
}

/** The ARN of the n-th managed policy; the first is the boundary of roles for people. */
export function policyArnOf(plot: Plot, index: number): string {
  return `arn:${plot.ground.partition}:iam::${plot.accountId}:policy${pathOf(index)}${nameOf(plot, index)}`;
}

export function policyRecipe(plot: Plot): Recipe<ManagedPolicy> {
  const size = policyCount(plot.ground.plan);
  function* all(): Iterable<readonly [string, ManagedPolicy]> {
    for (let index = 0; index < size; index++) {
      const policy = generatedPolicy(plot, index);
      yield [policy.arn, policy];
    }
  }
  return { size, all };
}

function pathOf(index: number): string {
  return PATHS[index % PATHS.length] ?? '/';
}

function nameOf(plot: Plot, index: number): string {
  if (index === 0) return 'people-boundary';
  const { component, job, round } = thingName(index, plot.index * 11);
  return numbered(`${component}-${job}-policy`, round);
}

function generatedPolicy(plot: Plot, index: number): ManagedPolicy {
  const random = new Random(plot.ground.plan.seedNumber, plot.index, POLICIES, index);
  const { component } = thingName(index, plot.index * 11);
  const ageInDays = 60 + random.below(2000);
  const createdAt = before(plot.ground.madeOn, ageInDays, random.below(86_400));
  const document = index === 0 ? BOUNDARY : documentOf(plot, random.below(INLINE_DOCUMENTS));
  return {
    arn: policyArnOf(plot, index),
    name: nameOf(plot, index),
    path: pathOf(index),
    id: `ANPA${idCharacters(random, 17)}`,
    description: index === 0 ? 'The most that roles for people may do.' : `What ${component} of ${plot.system} needs.`,
    createdAt,
    updatedAt: createdAt,
    versions: new Map([['v1', { id: 'v1', document, createdAt }]]),
    defaultVersionId: 'v1',
    tags: tagsOf(plot, random, { component, forPeople: false }),
  };
}

function documentOf({ accountId, ground }: Plot, index: number): string {
  return inlineDocument(index, accountId, ground.partition);
}

const BOUNDARY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    {
      Effect: 'Deny',
      Action: ['organizations:*', 'account:*', 'iam:CreateUser', 'iam:CreateAccessKey'],
      Resource: '*',
    },
  ],
});
