import {
  compilePolicy,
  NO,
  parsePolicy,
  prepareRequest,
  serviceOfAction,
  type AccessLevel,
  type Catalogue,
  type CompiledPolicy,
  type CompiledStatement,
  type PrincipalPolicies,
} from '@gatehouse/iam-policy';
import { judgeHolder, type AskedPrincipal } from '../access/holder.rules.js';

/** Actions tried of a pattern until one turns out to be possible. */
const MOST_TRIED = 100;
const MOST_LISTED = 500;
const MOST_SERVICES = 1_000;
const LONGEST_ACTION = 200;
const ALL_BUT = 'all but ';

/** A service that somebody may use. */
export interface Grant {
  readonly service: string;
  readonly actions: string[];
  readonly resources: string[];
  readonly isConditional: boolean;
  readonly accessLevels: AccessLevel[];
}

/** A guardrail or boundary under the name that people know it by. */
export interface Limit {
  readonly name: string;
  readonly policy: CompiledPolicy;
  /** What it does not allow, it takes away. */
  readonly mustAllow: boolean;
}

interface Piece {
  readonly service: string;
  readonly pattern: string;
  readonly resources: readonly string[];
  readonly isConditional: boolean;
  /** Actions that the pattern stands for, and the pattern itself where none is known. */
  readonly actions: readonly string[];
}

/** What the identity policies allow, service by service, without what boundary, guardrails or Denies leave nothing of. */
export function grantsOf(principal: AskedPrincipal, policies: PrincipalPolicies, catalogue: Catalogue): Grant[] {
  const byService = new Map<string, Piece[]>();
  for (const piece of piecesOf(policies, catalogue)) {
    if (!isPossible(piece, principal, policies)) continue;
    byService.set(piece.service, [...(byService.get(piece.service) ?? []), piece]);
  }
  return [...byService]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, MOST_SERVICES)
    .map(([service, pieces]) => grantOf(service, pieces, catalogue));
}

/** Names of the limits that take something away from what the identity policies allow. */
export function limitsOn(policies: PrincipalPolicies, limits: readonly Limit[], catalogue: Catalogue): string[] {
  const pieces = piecesOf(policies, catalogue);
  return [
    ...new Set(limits.filter((limit) => pieces.some((piece) => takesFrom(limit, piece))).map(({ name }) => name)),
  ];
}

/** The services that policies name, for the catalogue to be loaded. */
export function servicesIn({ identityPolicies }: PrincipalPolicies): string[] {
  const patterns = identityPolicies.flatMap(({ allows }) => allows.flatMap(patternsOf));
  return [...new Set(patterns.map((pattern) => serviceOfAction(pattern).toLowerCase()))].filter((it) =>
    /^[a-z0-9-]+$/.test(it),
  );
}

function piecesOf({ identityPolicies }: PrincipalPolicies, catalogue: Catalogue): Piece[] {
  return identityPolicies
    .filter(({ isBroken }) => !isBroken)
    .flatMap(({ allows }) => allows)
    .flatMap((statement) => patternsOf(statement).map((pattern) => pieceOf(statement, pattern, catalogue)));
}

function pieceOf(statement: CompiledStatement, pattern: string, catalogue: Catalogue): Piece {
  const { resource, conditions } = statement.source;
  const values = resource?.values.map(({ value }) => value) ?? ['*'];
  const known = catalogue.matching(pattern).map(({ fullName }) => fullName);
  return {
    service: serviceOfAction(pattern).toLowerCase() || '*',
    pattern: pattern.slice(0, LONGEST_ACTION),
    resources: resource?.negated === true ? [`${ALL_BUT}${values.join(', ')}`] : values,
    isConditional: conditions.length > 0,
    actions: known.length === 0 ? [pattern] : known.slice(0, MOST_TRIED),
  };
}

/** NotAction is told as everything; what it leaves out is found by trying. */
function patternsOf({ source }: CompiledStatement): string[] {
  if (source.action === undefined) return [];
  return source.action.negated ? ['*'] : source.action.values.map(({ value }) => value);
}

function isPossible({ actions, resources }: Piece, principal: AskedPrincipal, policies: PrincipalPolicies): boolean {
  const [first = '*'] = resources;
  const resource = first.startsWith(ALL_BUT) ? '*' : first;
  const welcome = { resourcePolicy: welcoming(principal.accountId), resourceAccountId: principal.accountId };
  return actions.some((action) => judgeHolder(principal, policies, { action, resource, ...welcome }) !== NO);
}

/** A resource that leaves it to the principal's account: what the principal's own side says decides. */
function welcoming(accountId: string): CompiledPolicy {
  const Statement = { Effect: 'Allow', Principal: { AWS: accountId }, Action: '*', Resource: '*' };
  const { document } = parsePolicy({ Version: '2012-10-17', Statement }, { kind: 'resource' });
  return compilePolicy(document, { id: 'welcome', kind: 'resource' });
}

function takesFrom({ policy, mustAllow }: Limit, { actions }: Piece): boolean {
  return actions.some((action) => {
    const request = prepareRequest({ principal: 'anonymous', action, resource: '*' }, false);
    const speaks = (statement: CompiledStatement) => statement.matchesAction(request) !== NO;
    return policy.denies.some(speaks) || (mustAllow && !policy.allows.some(speaks));
  });
}

function grantOf(service: string, pieces: readonly Piece[], catalogue: Catalogue): Grant {
  const levels = pieces.flatMap(({ actions }) => actions.flatMap((name) => catalogue.action(name)?.accessLevels ?? []));
  return {
    service,
    actions: [...new Set(pieces.map(({ pattern }) => pattern))].sort().slice(0, MOST_LISTED),
    resources: [...new Set(pieces.flatMap(({ resources }) => resources))].sort().slice(0, MOST_LISTED),
    isConditional: pieces.some(({ isConditional }) => isConditional),
    accessLevels: [...new Set(levels)],
  };
}
