import { layersOf, type ComparedPolicies } from '../compare/access-formula.js';
import { conditionAtom } from '../compare/condition-atoms.js';
import type { CompiledPolicy, CompiledStatement, StatementRef } from '../evaluate/compile-policy.js';
import { compileActionPattern, serviceOfAction, type ActionPattern } from '../match/action.js';
import { resourceCovers } from '../normalise/pattern-cover.js';
import { Work } from '../pattern/work.js';
import { type PatternSteps, patternsMeet, stepsOf } from '../pattern/patterns-meet.js';

/** How much a resource pattern reaches: one resource, those of a pattern, or all of a type or service. */
export type Breadth = 'one' | 'many' | 'all';

/** One action on the resources of one pattern, as one Allow statement gives it. */
export interface Grant {
  readonly statement: StatementRef;
  /** A value of Resource; `*` for NotResource. */
  readonly pattern: string;
  /** Values of NotResource. */
  readonly except: readonly string[];
  /** Names of the conditions, equal for conditions that mean the same. */
  readonly conditions: ReadonlySet<string>;
  readonly breadth: Breadth;
}

const withoutVariables = (pattern: string): string => pattern.replace(/\$\{[^}]*\}/g, '*');

/** A wildcard that everything of a kind, or of a service, falls under. */
const ALL = /^(?:\*|arn:.*[:/]\*|arn:aws[^:]*:s3:::\*(?:\/\*)?)$/;

export function breadthOf(pattern: string): Breadth {
  if (!/[*?]|\$\{/.test(pattern)) return 'one';
  const [, , , , , resource = ''] = pattern.split(':');
  const isWholeType = /^(?:[A-Za-z-]+[:/])?\*(?:[:/]\*)?$/.test(resource) || !pattern.includes(':');
  return ALL.test(pattern) && isWholeType ? 'all' : 'many';
}

function remembered(known: Map<string, boolean>, key: string, tell: () => boolean): boolean {
  const found = known.get(key) ?? tell();
  known.set(key, found);
  return found;
}

/** A statement as far as risk looks at it. */
class Rule {
  readonly source: CompiledStatement;
  readonly conditions: ReadonlySet<string>;
  readonly #actions: readonly ActionPattern[];
  readonly #isNotAction: boolean;
  readonly patterns: readonly string[];
  readonly isNotResource: boolean;
  readonly #steps: readonly PatternSteps[];

  readonly #work: Work;
  readonly #reached = new Map<string, boolean>();
  readonly #held = new Map<string, boolean>();

  constructor(statement: CompiledStatement, work: Work) {
    this.#work = work;
    const { action, resource, conditions } = statement.source;
    this.source = statement;
    this.#actions = (action?.values ?? []).map(({ value }) => compileActionPattern(value));
    this.#isNotAction = action?.negated === true;
    this.patterns = resource?.values.map(({ value }) => value) ?? ['*'];
    this.isNotResource = resource?.negated === true;
    this.#steps = this.patterns.map((pattern) => stepsOf(withoutVariables(pattern)));
    this.conditions = new Set(conditions.map((condition) => conditionAtom(condition, statement.version).name));
  }

  /** The services that it can speak of; undefined for any. */
  get services(): ReadonlySet<string> | undefined {
    if (this.#isNotAction) return undefined;
    const services = this.#actions.map(({ service }) => service);
    return services.some((service) => service === undefined) ? undefined : new Set(services as string[]);
  }

  hasAction(lowerCased: string): boolean {
    const isListed = this.#actions.some(({ wildcard }) => wildcard.matches(lowerCased));
    return this.#isNotAction ? this.#actions.length > 0 && !isListed : isListed;
  }

  /** Whether it may apply to some resource of the pattern. */
  reaches(pattern: string): boolean {
    return remembered(this.#reached, pattern, () =>
      this.isNotResource ? !this.patterns.some((each) => this.#covers(each, pattern)) : this.#meets(pattern),
    );
  }

  /** Whether it applies to all of them, whatever the context. */
  holdsForAll(pattern: string): boolean {
    if (this.conditions.size > 0 || this.source.source.unreadable.length > 0) return false;
    return remembered(this.#held, pattern, () =>
      this.isNotResource
        ? this.patterns.length > 0 && !this.#meets(pattern)
        : this.patterns.some((each) => this.#covers(each, pattern)),
    );
  }

  #meets(pattern: string): boolean {
    const steps = stepsOf(withoutVariables(pattern));
    return this.#steps.some((own) => this.#work.take(own.length) && patternsMeet(own, steps));
  }

  grants(): Grant[] {
    const { conditions, source, isNotResource, patterns } = this;
    const base = { statement: source.ref, conditions };
    if (isNotResource)
      return patterns.length === 0 ? [] : [{ ...base, pattern: '*', except: patterns, breadth: 'all' }];
    return patterns.map((pattern) => ({ ...base, pattern, except: [], breadth: breadthOf(pattern) }));
  }

  #covers(wide: string, narrow: string): boolean {
    return this.#work.take(1) && resourceCovers(wide, narrow, this.source.version, this.#work);
  }
}

/** The rules of one layer. */
class RuleList {
  readonly #rules: readonly Rule[];
  readonly #services: readonly (ReadonlySet<string> | undefined)[];
  readonly #ofService = new Map<string, readonly Rule[]>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#services = rules.map(({ services }) => services);
  }

  /** Those that speak of an action, in their order. */
  of(action: string): Rule[] {
    const service = serviceOfAction(action);
    const known = this.#ofService.get(service);
    const candidates = known ?? this.#rules.filter((_, at) => this.#services[at]?.has(service) ?? true);
    if (!known) this.#ofService.set(service, candidates);
    return candidates.filter((rule) => rule.hasAction(action));
  }
}

/** Letters looked at, at most: a second or so. What is not looked at counts as new, so as a risk. */
const MAX_WORK = 20_000_000;

/** All grants of one action, and what is new in them since another set. */
interface GrantSet {
  readonly grants: readonly Grant[];
  readonly byPattern: ReadonlyMap<string, readonly Grant[]>;
  readonly since: Map<GrantSet, readonly Grant[]>;
}

const NO_GRANTS: GrantSet = { grants: [], byPattern: new Map(), since: new Map() };

function byPattern(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const group = groups.get(grant.pattern);
    if (group) group.push(grant);
    else groups.set(grant.pattern, [grant]);
  }
  return groups;
}

/**
 * What the policies of a principal may give, statement by statement. Every question grows with the Allow statements and
 * shrinks with the Deny statements: that is why adding access never lowers a score.
 */
export class Grants {
  readonly #identity: RuleList;
  readonly #limits: readonly RuleList[];
  readonly #denies: RuleList;
  readonly #ruleIds = new Map<Rule, number>();
  readonly #known = new Map<string, GrantSet>();
  readonly #work = new Work(MAX_WORK);

  constructor(set: ComparedPolicies) {
    const listOf = (statements: readonly CompiledStatement[]) => {
      const rules = statements.map((each) => new Rule(each, this.#work));
      for (const rule of rules) this.#ruleIds.set(rule, this.#ruleIds.size);
      return new RuleList(rules);
    };
    const allowsOf = (policies: readonly CompiledPolicy[]) =>
      listOf(policies.flatMap(({ allows, isBroken }) => (isBroken ? [] : allows)));
    const [identity = [], ...limits] = layersOf(set);
    this.#identity = allowsOf(identity);
    this.#limits = limits.map(allowsOf);
    this.#denies = listOf(layersOf(set).flatMap((policies) => policies.flatMap(({ denies }) => denies)));
  }

  /** Every grant of an action (lower case) that some other layer does not take away for certain. */
  of(action: string): readonly Grant[] {
    return this.setOf(action).grants;
  }

  /** The same set for all actions that the same rules speak of. */
  setOf(action: string): GrantSet {
    const allows = this.#identity.of(action);
    if (allows.length === 0) return NO_GRANTS;
    const denies = this.#denies.of(action);
    const limits = this.#limits.map((layer) => layer.of(action));
    const key = [allows, denies, ...limits].map((rules) => this.#idsOf(rules)).join('|');
    const known = this.#known.get(key);
    if (known) return known;
    const grants = allows
      .flatMap((rule) => rule.grants())
      .filter(({ pattern }) => !denies.some((rule) => rule.holdsForAll(pattern)))
      .filter(({ pattern }) => limits.every((layer) => layer.some((rule) => rule.reaches(pattern))));
    const set = { grants, byPattern: byPattern(grants), since: new Map<GrantSet, readonly Grant[]>() };
    this.#known.set(key, set);
    return set;
  }

  #idsOf(rules: readonly Rule[]): string {
    return rules.map((rule) => this.#ruleIds.get(rule)).join();
  }

  /** Whether one of a set of grants gives all that another does. */
  covers({ byPattern: own }: GrantSet, grant: Grant): boolean {
    if (own.get(grant.pattern)?.some((each) => this.#isWider(each, grant)) === true) return true;
    for (const [pattern, grants] of own) {
      if (/[*?]/.test(pattern) && grants.some((each) => this.#isWider(each, grant))) return true;
    }
    return false;
  }

  #isWider(wide: Grant, narrow: Grant): boolean {
    if (!this.#work.take(1 + wide.conditions.size)) return false;
    for (const name of wide.conditions) if (!narrow.conditions.has(name)) return false;
    if (wide.except.length === 0) return resourceCovers(wide.pattern, narrow.pattern, '2012-10-17', this.#work);
    if (narrow.except.length > 0) return wide.except.every((value) => narrow.except.includes(value));
    const steps = stepsOf(withoutVariables(narrow.pattern));
    return !wide.except.some((value) => patternsMeet(stepsOf(withoutVariables(value)), steps));
  }
}

/** What `after` grants of an action and `before` does not. */
export function newGrants(action: string, before: Grants, after: Grants): readonly Grant[] {
  const has = after.setOf(action);
  if (has.grants.length === 0) return has.grants;
  const had = before.setOf(action);
  const known = has.since.get(had);
  if (known) return known;
  const fresh = has.grants.filter((grant) => !before.covers(had, grant));
  has.since.set(had, fresh);
  return fresh;
}
