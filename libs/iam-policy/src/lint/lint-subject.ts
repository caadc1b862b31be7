import type { Catalogue } from '../catalogue/catalogue.js';
import type {
  Condition,
  ListElement,
  PolicyDocument,
  PolicyKind,
  PrincipalElement,
  PrincipalEntry,
  Statement,
  TextNode,
} from '../parse/ast.js';
import { join } from '../parse/read-elements.js';
import type { LintPlace, LintReport } from './lint-report.js';

export interface LintOptions {
  /** The document's own kind unless given. */
  readonly kind?: PolicyKind;
  /** Without it, what depends on knowing actions, resource types and service keys is not looked at. */
  readonly catalogue?: Catalogue;
  /** The account that the policy is for. */
  readonly accountId?: string;
  /** All accounts of the organization; principals of others are reported. */
  readonly organizationAccountIds?: readonly string[];
}

/** One statement under the eyes of the rules. */
export interface LintSubject {
  readonly statement: Statement;
  readonly document: PolicyDocument;
  readonly kind: PolicyKind;
  readonly options: LintOptions;
  readonly report: LintReport;
  /** `Statement[3]`. */
  readonly path: string;
}

/** A value and where it stands. */
export interface PlacedText extends LintPlace {
  readonly value: string;
}

function placed(values: readonly TextNode[], path: string, isList: boolean): PlacedText[] {
  return values.map(({ value, range }, index) => ({
    value,
    range,
    path: isList ? `${path}[${String(index)}]` : path,
  }));
}

function valuesOf(element: ListElement | undefined, name: string, path: string): PlacedText[] {
  if (!element) return [];
  return placed(element.values, join(path, element.negated ? `Not${name}` : name), element.isList);
}

/** Values of Action or NotAction. */
export function actionTexts({ statement, path }: LintSubject): PlacedText[] {
  return valuesOf(statement.action, 'Action', path);
}

/** Values of Resource or NotResource. */
export function resourceTexts({ statement, path }: LintSubject): PlacedText[] {
  return valuesOf(statement.resource, 'Resource', path);
}

export function conditionPlace({ path }: LintSubject, { operator, key }: Condition): LintPlace {
  return { path: join(join(`${path}.Condition`, operator.text), key.value), range: key.range };
}

export function conditionTexts(subject: LintSubject, condition: Condition): PlacedText[] {
  return placed(condition.values, conditionPlace(subject, condition).path, condition.isList);
}

/** The element as a whole. */
export function elementPlace({ path }: LintSubject, name: string, element: ListElement | PrincipalElement): LintPlace {
  return { path: join(path, element.negated ? `Not${name}` : name), range: element.range };
}

/** One principal of the element. */
export function entryPlace(
  subject: LintSubject,
  principal: PrincipalElement,
  { type, range }: PrincipalEntry,
): LintPlace {
  const { path } = elementPlace(subject, 'Principal', principal);
  return { path: principal.isBare ? path : `${path}.${type}`, range };
}

export function statementPlace({ path, statement }: LintSubject): LintPlace {
  return { path, range: statement.range };
}

/** An Allow of a policy that gives something; boundaries and organization policies only limit. */
export function isGrant({ statement, kind }: LintSubject): boolean {
  return statement.effect === 'Allow' && GRANTING.has(kind);
}

const GRANTING: ReadonlySet<PolicyKind> = new Set<PolicyKind>(['identity', 'resource', 'trust', 'session']);

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);
