import type { Condition, ConditionOperator, OperatorName, SourceRange } from './ast.js';
import { type Findings, quoted } from './findings.js';
import type { JsonMember, JsonNode } from './json-tree.js';
import { type Reading, Members, join, readTexts } from './read-elements.js';

const OPERATOR_NAMES: ReadonlySet<string> = new Set<OperatorName>([
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
]);

/**
 * Takes an operator apart: `ForAllValues:StringLikeIfExists`. Undefined when AWS does not know it; `Null` takes no
 * `IfExists`. Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export function readOperator(text: string, range: SourceRange): ConditionOperator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(text);
  const [, set, name = '', suffix] = match ?? [];
  if (!OPERATOR_NAMES.has(name) || (name === 'Null' && suffix !== undefined)) return undefined;
  const base = { text, name: name as OperatorName, ifExists: suffix !== undefined, range };
  return set === undefined ? base : { ...base, set: set as 'ForAllValues' | 'ForAnyValue' };
}

function readOperatorBlock(member: JsonMember, path: string, findings: Findings): Reading<Condition[]> {
  const own = join(path, member.key);
  const operator = readOperator(member.key, member.keyRange);
  if (!operator) {
    const message = `${quoted(member.key)} is no condition operator. Operators are spelled as in StringEquals or ForAnyValue:StringLike.`;
    findings.breaks('unknown-operator', message, { path: own, range: member.keyRange });
    return { isUnreadable: true };
  }
  if (member.value.kind !== 'object') {
    const message = `${own} must be an object of condition keys and values.`;
    findings.breaks('wrong-type', message, { path: own, range: member.value.range });
    return { isUnreadable: true };
  }
  const keys = new Members(member.value.members, own, findings);
  let isUnreadable = false;
  const conditions = member.value.members.map((entry): Condition => {
    const { values, isList, isIncomplete } = readTexts(entry.value, join(own, entry.key), {
      findings,
      takesLiterals: true,
    });
    isUnreadable ||= isIncomplete || keys.get(entry.key) === undefined;
    const key = { value: entry.key, range: entry.keyRange };
    return { operator, key, values, isList, range: entry.value.range };
  });
  return { element: conditions, isUnreadable };
}

/** The Condition element. Conditions that can be read are kept even if others cannot. */
export function readConditions(node: JsonNode, path: string, findings: Findings): Reading<Condition[]> {
  if (node.kind !== 'object') {
    findings.breaks('wrong-type', `${path} must be an object of operators.`, { path, range: node.range });
    return { isUnreadable: true };
  }
  const operators = new Members(node.members, path, findings);
  const readings = node.members.map((member) => readOperatorBlock(member, path, findings));
  const isDuplicated = node.members.some(({ key }) => operators.get(key) === undefined);
  return {
    element: readings.flatMap(({ element }) => element ?? []),
    isUnreadable: isDuplicated || readings.some(({ isUnreadable }) => isUnreadable),
  };
}
