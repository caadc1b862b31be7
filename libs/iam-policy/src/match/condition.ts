import type { Condition, PolicyVersion } from '../parse/ast.js';
import { asciiLowerCase } from './ascii.js';
import { OPERATOR_RULES, type ValueTest } from './operators.js';
import type { RequestContext } from './request-context.js';
import { NO, type Truth, UNSURE, YES, both, either, not } from './truth.js';

/** One operator on one key, ready to be asked. */
export interface CompiledCondition {
  /** Lower-cased context key. */
  readonly key: string;
  readonly source: Condition;
  holds(context: RequestContext): Truth;
}

/** `Null: {key: "true"}` wants the key absent. An empty list is neither absent nor present by AWS's pages. */
function compileNull(condition: Condition, key: string): CompiledCondition {
  const wanted = condition.values.map(({ value }) => value);
  const holds = (context: RequestContext): Truth => {
    const values = context.values(key);
    if (condition.operator.set !== undefined || values?.length === 0) return UNSURE;
    const actual = String(values === undefined);
    const opposite = String(values !== undefined);
    if (wanted.includes(actual)) return YES;
    return wanted.every((value) => asciiLowerCase(value) === opposite) ? NO : UNSURE;
  };
  return { key, source: condition, holds };
}

/** No value at all, or an empty string alone (to AWS an empty data set). */
function isEmptySet(values: readonly string[] | undefined): values is undefined | readonly [] | readonly [''] {
  return values === undefined || values.length === 0 || (values.length === 1 && values[0] === '');
}

class ValueCondition implements CompiledCondition {
  readonly key: string;
  readonly source: Condition;
  private readonly tests: readonly ValueTest[];
  private readonly isNegated: boolean;
  private readonly whenAbsent: Truth;
  private readonly whenEmptyList: Truth;

  constructor(condition: Condition, rule: { tests: readonly ValueTest[]; isNegated: boolean }) {
    this.key = asciiLowerCase(condition.key.value);
    this.source = condition;
    this.tests = rule.tests;
    this.isNegated = rule.isNegated;
    const { ifExists } = condition.operator;
    this.whenAbsent = rule.isNegated || ifExists ? YES : NO;
    this.whenEmptyList = !rule.isNegated && ifExists ? UNSURE : this.whenAbsent;
  }

  holds(context: RequestContext): Truth {
    const values = context.values(this.key);
    const { set } = this.source.operator;
    if (set === undefined) return values === undefined ? this.whenAbsent : this.holdsForOne(values, context);
    if (set === 'ForAllValues') return isEmptySet(values) ? YES : this.all(values, context);
    return isEmptySet(values) ? this.whenEmpty(values) : this.any(values, context);
  }

  /** `ForAnyValue` on nothing: false; with `IfExists` on a missing key AWS's pages do not say. */
  private whenEmpty(values: readonly string[] | undefined): Truth {
    return values === undefined && this.source.operator.ifExists ? UNSURE : NO;
  }

  private holdsForOne(values: readonly string[], context: RequestContext): Truth {
    const [only] = values;
    if (only === undefined) return this.whenEmptyList;
    if (values.length === 1) return this.one(only, context);
    // Single-valued operator on a multivalued key: certain only where no value could make it hold.
    return this.any(values, context) === NO ? NO : UNSURE;
  }

  /** One value of the request against all of the policy: any of them, or with negation none of them. */
  private one(value: string, context: RequestContext): Truth {
    let truth: Truth = NO;
    for (const test of this.tests) {
      truth = either(truth, test(value, context));
      if (truth === YES) break;
    }
    return this.isNegated ? not(truth) : truth;
  }

  private all(values: readonly string[], context: RequestContext): Truth {
    return values.reduce<Truth>((truth, value) => (truth === NO ? NO : both(truth, this.one(value, context))), YES);
  }

  private any(values: readonly string[], context: RequestContext): Truth {
    return values.reduce<Truth>((truth, value) => (truth === YES ? YES : either(truth, this.one(value, context))), NO);
  }
}

/**
 * Compiles a condition. Rules for absent keys: negated operators and `ForAllValues` hold, `ForAnyValue` does not (also
 * negated), the rest does not unless `IfExists`.
 * Source: IAM User Guide, "Condition operators", "Single-valued vs. multivalued context keys" and "Multivalued context keys".
 */
export function compileCondition(condition: Condition, version: PolicyVersion): CompiledCondition {
  const { name } = condition.operator;
  if (name === 'Null') return compileNull(condition, asciiLowerCase(condition.key.value));
  const { test, isNegated } = OPERATOR_RULES[name];
  const tests = condition.values.map(({ value }) => test(value, version));
  return new ValueCondition(condition, { tests, isNegated });
}
