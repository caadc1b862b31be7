import type { SourceRange } from '../parse/ast.js';
import type { Finding } from '../parse/finding.js';
import type { Work } from '../pattern/work.js';
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
  /** What may be compared in all: values, statements, names. */
  readonly work: Work;

  constructor(work: Work) {
    this.work = work;
  }

  add(id: LintRuleId, { path, range }: LintPlace, note: LintNote): void {
    if (this.#findings.length >= MAX_FINDINGS) this.#omitted++;
    else this.#findings.push({ id, severity: LINT_RULES[id].severity, path, range, ...note });
  }

  /** Whether there is work left for a comparison that costs so much. */
  mayCompare(cost = 100): boolean {
    return this.work.take(cost);
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
    if (this.work.isUsedUp) {
      findings.push(note('not-fully-checked', 'The policy is too large to compare all of its parts. Split it.'));
    }
    if (this.#omitted === 0) return findings;
    const message = `${String(this.#omitted)} more findings are left out; settle these first.`;
    return [...findings, { ...note('findings-omitted', message), severity: 'warning' }];
  }
}
