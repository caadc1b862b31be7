import { asciiLowerCase } from '../match/ascii.js';
import type { Condition } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { knowledgeOf } from './key-catalogue.js';
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
  const { operator, key } = condition;
  const place = conditionPlace(subject, condition);
  const { report, options, statement } = subject;
  const wantsKey = group.some((each) => asks(each, 'false'));
  if (operator.set === 'ForAllValues' && statement.effect === 'Allow' && !wantsKey) {
    const message = `Without ${quoted(key.value)} in the request ForAllValues holds. Ask for the key, too.`;
    const fix = { description: `Add "Null": {${quoted(key.value)}: "false"}.` };
    report.add('for-all-values-without-null', place, { message, fix });
  }
  if (isNull(condition) || !report.mayCompare()) return;
  const knowledge = knowledgeOf(key.value, options.catalogue);
  if (!('type' in knowledge) || knowledge.type.isList === (operator.set !== undefined)) return;
  if (knowledge.type.isList) {
    const message = `${quoted(key.value)} may have several values. Say ForAnyValue:${operator.text} or ForAllValues:${operator.text}.`;
    report.add('list-without-set-operator', place, { message });
  } else {
    const replacement = operator.text.slice(operator.text.indexOf(':') + 1);
    const message = `${quoted(key.value)} has one value, so ${operator.text} is the wrong operator.`;
    report.add('set-operator-on-single-value', place, {
      message,
      fix: { description: `Use ${replacement}.`, replacement },
    });
  }
}

function checkNull(group: readonly Condition[], subject: LintSubject): void {
  const { report } = subject;
  const nulls = group.filter(isNull);
  const others = group.filter((condition) => !isNull(condition));
  for (const condition of nulls) {
    const place = conditionPlace(subject, condition);
    const asked = new Set(condition.values.map(({ value }) => asciiLowerCase(value)));
    if (asked.has('true') && asked.has('false')) {
      report.add('null-without-effect', place, { message: 'Null with both true and false always holds. Remove it.' });
    }
    const wants = others.find(needsKey);
    if (asks(condition, 'false') && wants) {
      const message = `${wants.operator.text} holds only with the key, so this Null asks for nothing new.`;
      report.add('null-without-effect', place, { message, fix: { description: 'Remove this condition.' } });
    }
    if (asks(condition, 'true') && wants) {
      const message = `Null wants ${quoted(condition.key.value)} absent, ${wants.operator.text} wants it present: never both.`;
      report.add('condition-never-holds', place, { message });
    }
    if (asks(condition, 'false')) others.filter(({ operator }) => operator.ifExists).forEach(reportIfExists);
  }

  function reportIfExists(condition: Condition): void {
    const replacement = condition.operator.text.replace(/IfExists$/, '');
    const message = 'IfExists has no effect beside a Null condition that asks for the key.';
    const fix = { description: `Use ${replacement}.`, replacement };
    report.add('if-exists-without-effect', conditionPlace(subject, condition), { message, fix });
  }
}

/** An absent key makes the condition false. */
function needsKey({ operator }: Condition): boolean {
  if (operator.ifExists || operator.set === 'ForAllValues') return false;
  return operator.set === 'ForAnyValue' || !operator.name.includes('Not');
}
