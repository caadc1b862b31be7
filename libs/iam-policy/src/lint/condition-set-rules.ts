import { asciiLowerCase } from '../match/ascii.js';
import type { Condition } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { KEY_LOOK_UP, knowledgeOf } from './key-catalogue.js';
import { conditionPlace, type LintSubject } from './lint-subject.js';

/** ForAllValues, ForAnyValue, Null and IfExists: how several conditions on one key go together. */
export function checkConditionSets(subject: LintSubject): void {
  const byKey = new Map<string, Condition[]>();
  for (const condition of subject.statement.conditions) {
    const key = asciiLowerCase(condition.key.value);
    const group = byKey.get(key);
    if (group) group.push(condition);
    else byKey.set(key, [condition]);
  }
  for (const group of byKey.values()) {
    for (const condition of group) checkSet(condition, group, subject);
    checkNull(group, subject);
  }
}

const isNull = ({ operator }: Condition): boolean => operator.name === 'Null';
const asks = (condition: Condition, value: string): boolean =>
  isNull(condition) &&
  condition.values.length > 0 &&
  condition.values.every((each) => asciiLowerCase(each.value) === value);

function checkSet(condition: Condition, group: readonly Condition[], subject: LintSubject): void {
  checkForAllValues(condition, group, subject);
  if (!isNull(condition) && subject.report.mayCompare(KEY_LOOK_UP)) checkOneOrMany(condition, subject);
}

function checkForAllValues(condition: Condition, group: readonly Condition[], subject: LintSubject): void {
  const { operator, key } = condition;
  if (operator.set !== 'ForAllValues' || subject.statement.effect !== 'Allow') return;
  if (group.some((each) => asks(each, 'false'))) return;
  const message = `Without ${quoted(key.value)} in the request ForAllValues holds. Ask for the key, too.`;
  const fix = { description: `Add "Null": {${quoted(key.value)}: "false"}.` };
  subject.report.add('for-all-values-without-null', conditionPlace(subject, condition), { message, fix });
}

function checkOneOrMany(condition: Condition, subject: LintSubject): void {
  const { operator, key } = condition;
  const place = conditionPlace(subject, condition);
  const knowledge = knowledgeOf(key.value, subject.options.catalogue);
  if (!('type' in knowledge) || knowledge.type.isList === (operator.set !== undefined)) return;
  if (knowledge.type.isList) {
    const message = `${quoted(key.value)} may have several values. Say ForAnyValue:${operator.text} or ForAllValues:${operator.text}.`;
    subject.report.add('list-without-set-operator', place, { message });
    return;
  }
  const replacement = operator.text.slice(operator.text.indexOf(':') + 1);
  const message = `${quoted(key.value)} has one value, so ${operator.text} is the wrong operator.`;
  const fix = { description: `Use ${replacement}.`, replacement };
  subject.report.add('set-operator-on-single-value', place, { message, fix });
}

function checkNull(group: readonly Condition[], subject: LintSubject): void {
  const others = group.filter((condition) => !isNull(condition));
  for (const condition of group.filter(isNull)) {
    if (asks(condition, 'false')) checkPresence(condition, others, subject);
    else if (asks(condition, 'true')) checkAbsence(condition, others, subject);
    else if (condition.values.length > 1) {
      const message = 'Null with both true and false always holds. Remove it.';
      subject.report.add('null-without-effect', conditionPlace(subject, condition), { message });
    }
  }
}

function checkPresence(condition: Condition, others: readonly Condition[], subject: LintSubject): void {
  const wants = others.find(needsKey);
  if (wants) {
    const message = `${wants.operator.text} holds only with the key, so this Null asks for nothing new.`;
    const fix = { description: 'Remove this condition.' };
    subject.report.add('null-without-effect', conditionPlace(subject, condition), { message, fix });
  }
  for (const other of others.filter(({ operator }) => operator.ifExists)) {
    const replacement = other.operator.text.replace(/IfExists$/, '');
    const message = 'IfExists has no effect beside a Null condition that asks for the key.';
    const fix = { description: `Use ${replacement}.`, replacement };
    subject.report.add('if-exists-without-effect', conditionPlace(subject, other), { message, fix });
  }
}

function checkAbsence(condition: Condition, others: readonly Condition[], subject: LintSubject): void {
  const wants = others.find(needsKey);
  if (!wants) return;
  const message = `Null wants ${quoted(condition.key.value)} absent, ${wants.operator.text} wants it present: never both.`;
  subject.report.add('condition-never-holds', conditionPlace(subject, condition), { message });
}

/** An absent key makes the condition false. */
function needsKey({ operator }: Condition): boolean {
  if (operator.ifExists || operator.set === 'ForAllValues') return false;
  return operator.set === 'ForAnyValue' || !operator.name.includes('Not');
}
