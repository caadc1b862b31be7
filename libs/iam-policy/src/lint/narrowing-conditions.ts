import { asciiLowerCase } from '../match/ascii.js';
import type { Condition } from '../parse/ast.js';

/** Keys that say who calls. */
const ORGANIZATION = ['aws:principalorgid', 'aws:principalorgpaths', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const CALLER = [
  ...ORGANIZATION,
  'aws:principalaccount',
  'aws:principalarn',
  'aws:userid',
  'aws:username',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'cognito-identity.amazonaws.com:aud',
];

/** Keys that say for whom a service calls, or from where a request comes. */
const SOURCE = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceip',
  'aws:vpcsourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourcevpcarn',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'kms:viaservice',
  'sts:externalid',
];

const POSITIVE = /^(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/** Everything, in one spelling or the other. */
const isEverything = (value: string): boolean =>
  /^(?:\*+|0\.0\.0\.0\/0|::\/0|arn:\*.*:\*)$/.test(value) || /^arn:\*:\*:\*:\*:/.test(value);

/** Whether a condition lets in only requests that have one of these keys with one of some values. */
function narrows({ operator, key, values }: Condition, keys: readonly string[]): boolean {
  const name = asciiLowerCase(key.value);
  if (!keys.includes(name) && !isTag(name, keys)) return false;
  const needsKey = POSITIVE.test(operator.name) && !operator.ifExists && operator.set !== 'ForAllValues';
  return needsKey && values.length > 0 && values.every(({ value }) => !isEverything(value));
}

/** A tag of the principal, too, says who calls. */
const isTag = (key: string, keys: readonly string[]): boolean => keys === CALLER && key.startsWith('aws:principaltag/');

/** Whether the callers are limited: to some principals, or to organizations. */
export function limitsCaller(conditions: readonly Condition[], to: 'some' | 'organization' = 'some'): boolean {
  return conditions.some((condition) => narrows(condition, to === 'some' ? CALLER : ORGANIZATION));
}

/** Whether the origin of the calls is limited. */
export function limitsSource(conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => narrows(condition, SOURCE));
}
