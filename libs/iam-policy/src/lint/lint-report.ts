import type { SourceRange } from '../parse/ast.js';
import type { Finding } from '../parse/finding.js';
import { LINT_RULES, type LintRuleId } from './lint-rules.js';

/** Beyond this many, further findings are only counted. */
const MAX_FINDINGS = 200;
const START: SourceRange = { offset: 0, length: 0, line: 1, column: 1 };

export interface LintPlace {
  readonly path: string;
  readonly range: SourceRange;
}

export interface LintNote {
  /** What is wrong here, and the way out. */
  readonly message: string;
  readonly fix?: NonNullable<Finding['fix']>;
}

/** Collects the findings of one document; severities come from the table of rules. */
export class LintReport {
  readonly #findings: Finding[] = [];
  #omitted = 0;
  #comparisons: number;

  /** @param comparisons how many pairs of values or statements may be compared in all. */
  constructor(comparisons: number) {
    this.#comparisons = comparisons;
  }

  add(id: LintRuleId, { path, range }: LintPlace, note: LintNote): void {
    if (this.#findings.length >= MAX_FINDINGS) this.#omitted++;
    else this.#findings.push({ id, severity: LINT_RULES[id].severity, path, range, ...note });
  }

  /** Takes one comparison out of the budget; false when it is used up. */
  mayCompare(): boolean {
    this.#comparisons--;
    return this.#comparisons >= 0;
  }

  all(): Finding[] {
    const findings = [...this.#findings];
    const note = (id: string, message: string): Finding => ({
      id,
      severity: 'suggestion',
      message,
      path: '',
      range: START,
    });
    if (this.#comparisons < 0) {
      findings.push(note('not-fully-checked', 'The policy is too large to compare all of its parts. Split it.'));
    }
    if (this.#omitted === 0) return findings;
    const message = `${String(this.#omitted)} more findings are left out; settle these first.`;
    return [...findings, { ...note('findings-omitted', message), severity: 'warning' }];
  }
}
