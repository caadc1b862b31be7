import type { AccessLevel, Catalogue } from '../catalogue/catalogue.js';
import { patternsMeet, stepsOf } from '../pattern/patterns-meet.js';
import { actionsByLevel } from './access-levels.js';
import type { RiskOptions, RiskReason } from './risk-reason.js';
import { breadthOf, type Grant, newGrants } from './grants.js';
import { type Change, heaviest, weightOf, where } from './weighing.js';

const NO_ACTIONS: readonly string[] = [];

/** Names that are looked at when there is no catalogue. */
const WELL_KNOWN: ReadonlyMap<AccessLevel, readonly string[]> = new Map([
  [
    'Permissions management',
    [
      'iam:putrolepolicy',
      'iam:attachrolepolicy',
      's3:putbucketpolicy',
      's3:putbucketacl',
      'kms:putkeypolicy',
      'lambda:addpermission',
      'sqs:setqueueattributes',
      'sns:addpermission',
      'secretsmanager:putresourcepolicy',
    ],
  ],
  [
    'Write',
    [
      's3:putobject',
      's3:deleteobject',
      'dynamodb:putitem',
      'dynamodb:deleteitem',
      'sqs:sendmessage',
      'lambda:invokefunction',
      'ec2:terminateinstances',
      'secretsmanager:putsecretvalue',
    ],
  ],
  [
    'Read',
    [
      's3:getobject',
      'dynamodb:getitem',
      'dynamodb:query',
      'dynamodb:scan',
      'secretsmanager:getsecretvalue',
      'ssm:getparameter',
      'kms:decrypt',
      'sqs:receivemessage',
    ],
  ],
]);

interface LevelReason {
  readonly id: string;
  readonly levels: readonly AccessLevel[];
  readonly weight: number;
  readonly what: string;
}

const REASONS: readonly LevelReason[] = [
  { id: 'permissions-management', levels: ['Permissions management'], weight: 50, what: 'Manages permissions' },
  { id: 'write-access', levels: ['Write', 'Tagging'], weight: 12, what: 'Changes things' },
  { id: 'read-access', levels: ['Read', 'List'], weight: 5, what: 'Reads' },
];

/** What the new actions do by their access levels, whether they reach sensitive data, and how much they reach. */
export function levelReasons(change: Change, options: RiskOptions): RiskReason[] {
  const fresh = REASONS.map((reason) => ({ reason, grants: grantsOf(reason.levels, change, options.catalogue) }));
  const all = fresh.flatMap(({ grants }) => grants);
  const data = fresh.filter(({ reason }) => reason.id !== 'permissions-management').flatMap(({ grants }) => grants);
  return [
    ...fresh.flatMap(({ reason, grants }) => ofLevel(reason, grants)),
    ...sensitive(data, options.sensitiveResources ?? []),
    ...reach(all),
  ];
}

/** New grants of the actions of some levels, each statement and pattern once. */
function grantsOf(
  levels: readonly AccessLevel[],
  { before, after }: Change,
  catalogue: Catalogue | undefined,
): Grant[] {
  const byLevel = catalogue ? actionsByLevel(catalogue) : WELL_KNOWN;
  const found = new Map<string, Grant>();
  for (const action of levels.flatMap((level) => byLevel.get(level) ?? NO_ACTIONS)) {
    for (const grant of newGrants(action, before, after)) {
      found.set(`${grant.statement.policyId} ${String(grant.statement.index)} ${grant.pattern}`, grant);
    }
  }
  return [...found.values()];
}

function ofLevel({ id, weight, what }: LevelReason, grants: readonly Grant[]): RiskReason[] {
  const grant = heaviest(grants);
  if (!grant) return [];
  return [{ id, weight: weightOf(grant, weight), sentence: `${what} ${where(grant)}.`, statement: grant.statement }];
}

function sensitive(grants: readonly Grant[], resources: readonly string[]): RiskReason[] {
  const steps = resources.map(stepsOf);
  const found = grants.filter(({ pattern }) => {
    const own = stepsOf(pattern.replace(/\$\{[^}]*\}/g, '*'));
    return steps.some((each) => patternsMeet(each, own));
  });
  const unconditional = found.find(({ conditions }) => conditions.size === 0) ?? found[0];
  if (!unconditional) return [];
  const weight = unconditional.conditions.size === 0 ? 50 : 40;
  const sentence = `Reaches what is marked as sensitive (${where(unconditional)}).`;
  return [{ id: 'sensitive-data', weight, sentence, statement: unconditional.statement }];
}

/** A pattern reaches more than any number of single resources. */
function reach(grants: readonly Grant[]): RiskReason[] {
  const patterns = new Map(grants.map((grant) => [grant.pattern, grant]));
  const [first] = patterns.values();
  if (!first) return [];
  const widest =
    heaviest([...patterns.values()].map((grant) => ({ ...grant, conditions: new Set<string>() }))) ?? first;
  const single = Math.min(9, patterns.size);
  const weight = { one: single, many: 10, all: 15 }[breadthOf(widest.pattern)];
  const sentence =
    widest.breadth === 'one'
      ? `Reaches ${String(patterns.size)} resources.`
      : `Reaches every resource of a pattern (${where(widest)}).`;
  return [{ id: 'resources-reached', weight, sentence, statement: widest.statement }];
}
