import type { Catalogue, KnownAction } from '../catalogue/catalogue.js';
import { asciiLowerCase } from '../match/ascii.js';
import type { Condition } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { suggestion } from './action-rules.js';
import { ArnForm, type ArnTemplate, typesOf } from './arn-template.js';
import { KEY_LOOK_UP, type KeyKnowledge, keyPattern, knowledgeOf } from './key-catalogue.js';
import { actionTexts, conditionPlace, type LintSubject, resourceTexts } from './lint-subject.js';
import { renamedKey } from './renamed-names.js';

/** Whether the keys of the conditions exist, and come with requests for these actions. */
export function checkConditionKeys(subject: LintSubject): void {
  const checked = new Set<string>();
  for (const condition of subject.statement.conditions) {
    const name = `${condition.operator.text} ${condition.key.value}`;
    if (checked.has(name)) continue;
    checked.add(name);
    checkKey(condition, subject);
  }
}

function checkKey(condition: Condition, subject: LintSubject): void {
  const { key } = condition;
  const { report, options } = subject;
  const place = conditionPlace(subject, condition);
  const renamed = renamedKey(key.value);
  if (renamed) {
    const [replacement = ''] = renamed.to;
    const message = `${quoted(key.value)} is deprecated (${renamed.source}).`;
    report.add('renamed-condition-key', place, { message, ...suggestion(replacement) });
  }
  if (!report.mayCompare(KEY_LOOK_UP)) return;
  const knowledge = knowledgeOf(key.value, options.catalogue);
  if (knowledge.is === 'unknown') {
    const message = `There is no condition key ${quoted(key.value)}.`;
    report.add('unknown-condition-key', place, { message, ...suggestion(knowledge.similar) });
  } else if (options.catalogue && isBoundToActions(key.value, knowledge)) {
    checkAvailability(condition, options.catalogue, subject);
  }
}

/** Keys of services, and the tag keys, come with some actions only. */
function isBoundToActions(key: string, { is }: KeyKnowledge): boolean {
  if (is === 'of-service') return true;
  return is === 'global' && /^aws:(?:requesttag\/|tagkeys$)/.test(asciiLowerCase(key));
}

function checkAvailability(condition: Condition, catalogue: Catalogue, subject: LintSubject): void {
  const { action } = subject.statement;
  const texts = actionTexts(subject).map(({ value }) => value);
  if (action?.negated !== false || texts.some((value) => value.startsWith('*'))) return;
  const matched = texts.map((text) => matchedBy(text, catalogue, subject));
  // With an action that is not known, nothing can be said about all of them.
  if (matched.some((actions) => actions.length === 0)) return;
  const key = condition.key.value;
  const without = texts.filter(
    (_, at) => !(matched[at] ?? []).some((each) => hasKey(each, key, { catalogue, subject })),
  );
  if (without.length === 0) return;
  const which = without.length === texts.length ? 'these actions' : without.slice(0, 5).join(', ');
  const effect = effectOfAbsence(condition, subject);
  const message = `Requests for ${which} do not have ${quoted(key)}, ${effect}.`;
  subject.report.add('condition-key-not-for-action', conditionPlace(subject, condition), { message });
}

/** What an action stands for; nothing when there is no work left to look through it. */
function matchedBy(text: string, catalogue: Catalogue, { report }: LintSubject): readonly KnownAction[] {
  const actions = report.mayCompare() ? catalogue.matching(text) : [];
  return report.mayCompare(10 * actions.length) ? actions : [];
}

function effectOfAbsence({ operator }: Condition, { statement }: LintSubject): string {
  const holds = operator.ifExists || operator.set === 'ForAllValues' || operator.name.includes('Not');
  const verb = statement.effect === 'Allow' ? 'allows' : 'denies';
  return holds ? 'so the condition always holds for them' : `so the statement never ${verb} them`;
}

interface Asking {
  readonly catalogue: Catalogue;
  readonly subject: LintSubject;
}

/** On the action itself, on its use of a type of resource, or on that type, if the statement reaches one. */
function hasKey(action: KnownAction, key: string, { catalogue, subject }: Asking): boolean {
  const lower = asciiLowerCase(key);
  const isListed = (keys: readonly string[]) => keys.some((each) => keyMatches(each, lower));
  if (isListed(action.conditionKeys)) return true;
  return action.resourceTypes.some(({ name, conditionKeys }) => {
    const type = typesOf(action.service, catalogue).find((each) => each.name === name);
    if (!isListed(conditionKeys) && !(type && isListed(type.conditionKeys))) return false;
    return type === undefined || reaches(subject, type);
  });
}

const PATTERNS = new Map<string, ReturnType<typeof keyPattern>>();
const MAX_PATTERNS = 10_000;

function keyMatches(listed: string, lower: string): boolean {
  if (!listed.includes('$') && !listed.includes('<')) return asciiLowerCase(listed) === lower;
  const pattern = PATTERNS.get(listed) ?? keyPattern(listed);
  if (PATTERNS.size < MAX_PATTERNS) PATTERNS.set(listed, pattern);
  return pattern.matches(lower);
}

function reaches(subject: LintSubject, type: ArnTemplate): boolean {
  const { resource } = subject.statement;
  if (resource?.negated !== false) return true;
  return resourceTexts(subject).some(
    ({ value }) => value === '*' || !subject.report.mayCompare() || type.meets(new ArnForm(value)),
  );
}
