import type { PolicyDocument, Statement } from '../parse/ast.js';
import type { Finding } from '../parse/finding.js';
import { Work } from '../pattern/work.js';
import { checkActions } from './action-rules.js';
import { checkConditionKeys } from './condition-key-rules.js';
import { checkConditionSets } from './condition-set-rules.js';
import { checkConditionValues } from './condition-value-rules.js';
import { checkCoverage } from './coverage-rules.js';
import { checkDocument } from './document-rules.js';
import { checkFit } from './fit-rules.js';
import { LintReport } from './lint-report.js';
import type { LintOptions, LintSubject } from './lint-subject.js';
import { checkPassRole } from './pass-role-rules.js';
import { checkPrincipals } from './principal-rules.js';
import { checkRcp } from './rcp-rules.js';
import { checkResourcePolicy } from './resource-policy-rules.js';
import { checkResources } from './resource-rules.js';
import { checkStatement } from './statement-rules.js';
import { checkTrust } from './trust-rules.js';
import { checkVariables } from './variable-rules.js';

/** Letters and names compared at most: a second or so. */
const MAX_WORK = 5_000_000;

const RULES: readonly ((subject: LintSubject) => void)[] = [
  checkActions,
  checkResources,
  checkFit,
  checkConditionKeys,
  checkConditionValues,
  checkConditionSets,
  checkVariables,
  checkPassRole,
  checkPrincipals,
  checkTrust,
  checkRcp,
  checkResourcePolicy,
];

/**
 * What a reader of a policy should know beyond what the parser finds: names that do not exist, statements without
 * effect, access that is wider than it looks. All rules are in `LINT_RULES`; ids and severities are theirs. Findings
 * come statement by statement, no more than 200 of them. Never throws; time and memory are bounded whatever the
 * document holds, and `not-fully-checked` says when the bound was met.
 */
export function lintPolicy(document: PolicyDocument, options: LintOptions = {}): Finding[] {
  const report = new LintReport(new Work(MAX_WORK));
  const kind = options.kind ?? document.kind;
  checkDocument(document, kind, report);
  const sids = new Set<string>();
  const subjects = document.statements.map((statement): LintSubject => ({
    statement,
    document,
    kind,
    options,
    report,
    path: pathOf(document, statement),
  }));
  for (const subject of subjects) {
    checkStatement(subject, sids);
    for (const check of RULES) check(subject);
  }
  checkCoverage(subjects);
  return report.all();
}

function pathOf({ isList }: PolicyDocument, { index }: Statement): string {
  return isList ? `Statement[${String(index)}]` : 'Statement';
}
