import type { CompiledPolicy, CompiledStatement, StatementRef } from '../evaluate/compile-policy.js';
import { limitsCaller, limitsSource } from '../lint/narrowing-conditions.js';
import { parseArn } from '../match/arn.js';
import type { Condition, PrincipalEntry } from '../parse/ast.js';
import { partCovers } from '../normalise/part-cover.js';
import { statementPart } from '../normalise/statement-part.js';

/** Somebody from outside whom a resource policy or a trust policy lets in. */
export interface Exposure {
  readonly to: 'everybody' | 'stranger';
  readonly principal: string;
  readonly statement: StatementRef;
}

type Policies = readonly (CompiledPolicy | undefined)[];

/** Who is let in by `after` and was not by `before`. Deny statements are not looked at: what they leave is let in. */
export function newExposures(
  before: Policies,
  after: Policies,
  organizationAccountIds?: readonly string[],
): Exposure[] {
  const had = statementsOf(before);
  return statementsOf(after).flatMap((statement) => {
    const exposures = exposuresOf(statement, organizationAccountIds);
    return exposures.filter(({ principal }) => !had.some((other) => letsIn(other, principal, statement)));
  });
}

function statementsOf(policies: Policies): CompiledStatement[] {
  return policies.flatMap((policy) => (policy && !policy.isBroken ? policy.allows : []));
}

function exposuresOf({ source, ref }: CompiledStatement, organizationAccountIds?: readonly string[]): Exposure[] {
  const { principal, conditions } = source;
  if (!principal || principal.negated) return [];
  return principal.entries.flatMap((entry) => {
    const to = exposureTo(entry, conditions, organizationAccountIds);
    return to ? [{ to, principal: entry.value, statement: ref }] : [];
  });
}

function exposureTo(
  { type, value }: PrincipalEntry,
  conditions: readonly Condition[],
  organizationAccountIds?: readonly string[],
): Exposure['to'] | undefined {
  if (value === '*') return limitsCaller(conditions) || limitsSource(conditions) ? undefined : 'everybody';
  if (type !== 'AWS' || limitsCaller(conditions, 'organization')) return undefined;
  return isStranger(value, organizationAccountIds) ? 'stranger' : undefined;
}

/** Only where the accounts of the organization are known. */
function isStranger(principal: string, organizationAccountIds?: readonly string[]): boolean {
  const account = /^\d{12}$/.test(principal) ? principal : parseArn(principal)?.account;
  return account !== undefined && account !== '' && organizationAccountIds?.includes(account) === false;
}

/** Whether a statement lets the principal do all that another does. */
function letsIn(statement: CompiledStatement, principal: string, other: CompiledStatement): boolean {
  const { principal: own } = statement.source;
  if (!own || own.negated || !own.entries.some(({ value }) => value === principal || value === '*')) return false;
  const [wide, narrow] = [statement, other].map(({ source, version }) => statementPart(source, version));
  return wide !== undefined && narrow !== undefined && partCovers(wide, narrow, other.version);
}
