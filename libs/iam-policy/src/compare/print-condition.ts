import type { Condition, OperatorName } from '../parse/ast.js';

const PHRASES: Readonly<Record<Exclude<OperatorName, 'Null'>, string>> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringEqualsIgnoreCase: 'is (in any case)',
  StringNotEqualsIgnoreCase: 'is not (in any case)',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  NumericEquals: 'equals',
  NumericNotEquals: 'does not equal',
  NumericLessThan: 'is less than',
  NumericLessThanEquals: 'is at most',
  NumericGreaterThan: 'is more than',
  NumericGreaterThanEquals: 'is at least',
  DateEquals: 'is at',
  DateNotEquals: 'is not at',
  DateLessThan: 'is before',
  DateLessThanEquals: 'is not after',
  DateGreaterThan: 'is after',
  DateGreaterThanEquals: 'is not before',
  Bool: 'is',
  BinaryEquals: 'is the binary',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
  ArnEquals: 'is the ARN',
  ArnLike: 'is like the ARN',
  ArnNotEquals: 'is not the ARN',
  ArnNotLike: 'is not like the ARN',
};

/** A condition as a phrase for people: `every aws:TagKeys is "team" or "cost", if present`. */
export function printCondition({ operator, key, values }: Condition): string {
  const listed = values.map(({ value }) => JSON.stringify(value)).join(' or ');
  if (operator.name === 'Null') return `${key.value} is ${listed === '"true"' ? 'absent' : 'present'}`;
  const subject = operator.set === undefined ? '' : operator.set === 'ForAllValues' ? 'every ' : 'some ';
  return `${subject}${key.value} ${PHRASES[operator.name]} ${listed}${operator.ifExists ? ', if present' : ''}`;
}
