import { shrinkActions } from '../catalogue/expand.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { compareTexts, sortedSet } from '../normalise/statement-part.js';
import { minimisePolicy, type PlainPolicy } from '../normalise/minimise.js';
import { splitPolicy } from '../normalise/split.js';
import { policySize } from '../parse/check-text.js';
import { parsePolicy } from '../parse/parse-policy.js';
import { type Generalisation, generalise } from './generalise.js';
import { escapeWildcards, isAction, isResource } from './literal.js';

/** A call that was made, or denied. */
export interface AccessEvent {
  /** `service:Action`, without wildcards. */
  readonly action: string;
  /** An ARN; `*` for actions that name no resource. */
  readonly resource: string;
  /** Keys of the request; taken over as conditions only where `conditionKeys` asks for them. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface SuggestOptions {
  /** Gives actions their spelling, and tells those that name no resource; needed to shrink. */
  readonly catalogue?: Catalogue;
  /** Characters of one document at most, as AWS counts them; 6,144 (a managed policy) unless given. */
  readonly maxCharacters?: number;
  /** How resources may be widened; not at all unless asked. */
  readonly generalise?: readonly Generalisation[];
  /** Keys of the events' contexts that become `StringEquals` conditions, e.g. `aws:RequestedRegion`. */
  readonly conditionKeys?: readonly string[];
  /** Whether wildcards may stand for actions where the catalogue has no other action that they match. */
  readonly shrinkActions?: boolean;
}

export interface Suggestion {
  /**
   * Documents that together allow every event of `covered`; several when one would be too large. Only where a single
   * value does not fit into `maxCharacters` there is one document beyond it.
   */
  readonly documents: readonly PlainPolicy[];
  /** How many different events are covered. */
  readonly covered: number;
  /** Events that cannot be allowed by a statement, and why. At most 100. */
  readonly skipped: readonly { readonly event: AccessEvent; readonly because: string }[];
}

const MANAGED_POLICY = 6_144;
const MAX_SKIPPED = 100;
/** Different events; more say nothing that a person could review. */
const MAX_EVENTS = 20_000;

/**
 * The least that allows a list of calls: exactly their actions on exactly their resources, unless a generalisation is
 * asked for. Equal sets of events give the same text. Never throws; what cannot be put into a policy is told.
 */
export function suggestStatements(events: Iterable<AccessEvent>, options: SuggestOptions = {}): Suggestion {
  const skipped: { event: AccessEvent; because: string }[] = [];
  const wanted = new Map<string, Wanted>();
  for (const event of events) {
    const problem =
      wanted.size >= MAX_EVENTS ? `Only ${String(MAX_EVENTS)} different events are taken.` : problemOf(event);
    if (problem === undefined) addTo(wanted, event, options);
    else if (skipped.length < MAX_SKIPPED) skipped.push({ event, because: problem });
  }
  return {
    documents: documentsOf(statementsOf([...wanted.values()], options), options),
    covered: wanted.size,
    skipped,
  };
}

interface Wanted {
  readonly action: string;
  readonly resource: string;
  /** Key and value, sorted. */
  readonly conditions: readonly (readonly [key: string, value: string])[];
}

function problemOf({ action, resource }: AccessEvent): string | undefined {
  if (!isAction(action)) return 'The action is not service:Action.';
  return isResource(resource) ? undefined : 'The resource is neither an ARN nor "*".';
}

function addTo(wanted: Map<string, Wanted>, event: AccessEvent, options: SuggestOptions): void {
  const { catalogue, generalise: rules = [], conditionKeys = [] } = options;
  const known = catalogue?.action(event.action);
  const each: Wanted = {
    action: known?.fullName ?? event.action,
    resource: known?.resourceTypes.length === 0 ? '*' : generalise(event.resource, rules),
    conditions: conditionsOf(event, conditionKeys),
  };
  wanted.set(JSON.stringify([each.action.toLowerCase(), each.resource, each.conditions]), each);
}

function conditionsOf({ context = {} }: AccessEvent, keys: readonly string[]): Wanted['conditions'] {
  const present = sortedSet(keys).filter((key) => Object.hasOwn(context, key));
  return present.map((key) => [key, escapeWildcards(context[key] ?? '')] as const);
}

/** One statement for each set of actions that the same resources need under the same conditions. */
function statementsOf(wanted: readonly Wanted[], { catalogue, shrinkActions: mayShrink }: SuggestOptions): object[] {
  const byResource = new Map<string, { resource: string; conditions: Wanted['conditions']; actions: Set<string> }>();
  for (const { action, resource, conditions } of wanted) {
    const key = JSON.stringify([resource, conditions]);
    const group = byResource.get(key) ?? { resource, conditions, actions: new Set<string>() };
    group.actions.add(action);
    byResource.set(key, group);
  }
  const bySet = new Map<
    string,
    { resources: string[]; conditions: Wanted['conditions']; actions: readonly string[] }
  >();
  for (const { resource, conditions, actions } of byResource.values()) {
    const sorted = sortedSet(actions);
    const key = JSON.stringify([serviceOf(resource), sorted, conditions]);
    const group = bySet.get(key) ?? { resources: [], conditions, actions: sorted };
    group.resources.push(resource);
    bySet.set(key, group);
  }
  return [...bySet.values()].map(({ resources, conditions, actions }) => ({
    Effect: 'Allow',
    Action: mayShrink && catalogue ? shrinkActions(actions, catalogue) : actions,
    Resource: resources.sort(compareTexts),
    ...(conditions.length > 0 && { Condition: { StringEquals: Object.fromEntries(conditions) } }),
  }));
}

const serviceOf = (resource: string): string => resource.split(':')[2] ?? '*';

function documentsOf(statements: readonly object[], options: SuggestOptions): PlainPolicy[] {
  if (statements.length === 0) return [];
  const { maxCharacters = MANAGED_POLICY } = options;
  const value = { Version: '2012-10-17', Statement: statements };
  const { document } = parsePolicy(value, { kind: 'identity', maxCharacters: Number.MAX_SAFE_INTEGER });
  const policy = document && minimisePolicy(document);
  if (!policy) return [];
  const isSmall = policySize(JSON.stringify(policy), 'identity') <= maxCharacters;
  return isSmall ? [policy] : (splitPolicy(policy, 'identity', maxCharacters) ?? [policy]);
}
