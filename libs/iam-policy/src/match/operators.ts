import type { OperatorName, PolicyVersion } from '../parse/ast.js';
import { ArnPattern, ArnTarget } from './arn-pattern.js';
import { asciiLowerCase } from './ascii.js';
import { compareDates, parseDate } from './date.js';
import { ipInRange, parseIpRange } from './ip.js';
import { type Comparison, compareNumbers } from './numeric.js';
import type { RequestContext } from './request-context.js';
import { matchResolution } from './resource.js';
import { type Resolution, parseTemplate, resolveTemplate } from './template.js';
import { NO, type Truth, UNSURE, YES } from './truth.js';
import { WildcardPattern } from './wildcard.js';

/** Compares one value of the request with one value of the policy, without regard to negation. */
export type ValueTest = (value: string, context: RequestContext) => Truth;

type TextTest = (value: string) => Truth;
type TestFactory = (policyValue: string, version: PolicyVersion) => ValueTest;

const truthOf = (matches: boolean): Truth => (matches ? YES : NO);

/** String and ARN operators: the policy's value may hold variables. */
function templated(hasWildcards: boolean, testOf: (tokens: Resolution['strict']) => TextTest): TestFactory {
  return (policyValue, version) => {
    const template = parseTemplate(policyValue, version, hasWildcards);
    if (template.isMalformed) return () => UNSURE;
    if (!template.hasVariables) return testOf(template.tokens as Resolution['strict']);
    return (value, context) => matchResolution(resolveTemplate(template, context), (tokens) => testOf(tokens)(value));
  };
}

/** A pattern without wildcards is its text: stars that came out of a variable are not looked at again. */
const textOf = (tokens: Resolution['strict']): string =>
  tokens.map((token) => (token.kind === 'text' ? token.text : token.kind === 'any' ? '?' : '*')).join('');

const stringEquals = templated(false, (tokens) => {
  const text = textOf(tokens);
  return (value) => truthOf(value === text);
});

/** Beyond A-Z, AWS does not say what ignoring case means: letters that differ there leave the outcome open. */
const stringEqualsIgnoreCase = templated(false, (tokens) => {
  const text = textOf(tokens);
  const [ascii, full] = [asciiLowerCase(text), text.toLowerCase()];
  return (value) => {
    if (asciiLowerCase(value) === ascii) return YES;
    return value.toLowerCase() === full ? UNSURE : NO;
  };
});

const stringLike = templated(true, (tokens) => {
  const pattern = new WildcardPattern(tokens);
  return (value) => truthOf(pattern.matches(value));
});

const arnLike = templated(true, (tokens) => {
  const pattern = new ArnPattern(tokens, false);
  return (value) => pattern.matches(new ArnTarget(value));
});

const compared =
  (compare: (left: string, right: string) => Comparison, holds: (order: number) => boolean): TestFactory =>
  (policyValue) =>
  (value) => {
    const order = compare(value, policyValue);
    return order === undefined ? UNSURE : truthOf(holds(order));
  };

const date = (holds: (order: number) => boolean): TestFactory => {
  const general = compared(compareDates, holds);
  return (policyValue, version) =>
    parseDate(policyValue) === undefined ? () => UNSURE : general(policyValue, version);
};

/** `True` for `true` is unsettled, so is every other text. */
const bool: TestFactory = (policyValue) => (value) => {
  const [left, right] = [asciiLowerCase(value), asciiLowerCase(policyValue)];
  const isBoolean = (text: string) => text === 'true' || text === 'false';
  if (!isBoolean(left) || !isBoolean(right)) return UNSURE;
  if (left !== right) return NO;
  return left === value && right === policyValue ? YES : UNSURE;
};

const binary: TestFactory = (policyValue) => (value) => truthOf(value === policyValue);

const ipAddress: TestFactory = (policyValue) => {
  const block = parseIpRange(policyValue);
  if (!block) return () => UNSURE;
  return (value) => {
    const address = parseIpRange(value);
    return address ? ipInRange(block, address) : UNSURE;
  };
};

const numeric = (holds: (order: number) => boolean): TestFactory => compared(compareNumbers, holds);

const equal = (order: number) => order === 0;
const less = (order: number) => order < 0;
const atMost = (order: number) => order <= 0;
const greater = (order: number) => order > 0;
const atLeast = (order: number) => order >= 0;

interface OperatorRule {
  readonly test: TestFactory;
  /** "None of the values": the outcome of the test over all values is turned round. */
  readonly isNegated: boolean;
}

const rule = (test: TestFactory, isNegated = false): OperatorRule => ({ test, isNegated });

/**
 * What each operator compares. `Null` asks for presence and is not here.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export const OPERATOR_RULES: Readonly<Record<Exclude<OperatorName, 'Null'>, OperatorRule>> = {
  StringEquals: rule(stringEquals),
  StringNotEquals: rule(stringEquals, true),
  StringEqualsIgnoreCase: rule(stringEqualsIgnoreCase),
  StringNotEqualsIgnoreCase: rule(stringEqualsIgnoreCase, true),
  StringLike: rule(stringLike),
  StringNotLike: rule(stringLike, true),
  NumericEquals: rule(numeric(equal)),
  NumericNotEquals: rule(numeric(equal), true),
  NumericLessThan: rule(numeric(less)),
  NumericLessThanEquals: rule(numeric(atMost)),
  NumericGreaterThan: rule(numeric(greater)),
  NumericGreaterThanEquals: rule(numeric(atLeast)),
  DateEquals: rule(date(equal)),
  DateNotEquals: rule(date(equal), true),
  DateLessThan: rule(date(less)),
  DateLessThanEquals: rule(date(atMost)),
  DateGreaterThan: rule(date(greater)),
  DateGreaterThanEquals: rule(date(atLeast)),
  Bool: rule(bool),
  BinaryEquals: rule(binary),
  IpAddress: rule(ipAddress),
  NotIpAddress: rule(ipAddress, true),
  ArnEquals: rule(arnLike),
  ArnLike: rule(arnLike),
  ArnNotEquals: rule(arnLike, true),
  ArnNotLike: rule(arnLike, true),
};
