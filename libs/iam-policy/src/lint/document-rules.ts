import { policySize } from '../parse/check-text.js';
import { KIND_RULES } from '../parse/kind-rules.js';
import type { PolicyDocument, PolicyKind } from '../parse/ast.js';
import { printPolicy } from '../parse/print-policy.js';
import type { LintReport } from './lint-report.js';

/** What concerns the document as a whole. */
export function checkDocument(document: PolicyDocument, kind: PolicyKind, report: LintReport): void {
  const { range, versionNode, version, statements } = document;
  if (!versionNode) {
    const message = 'State the version: without it, the language of 2008 applies.';
    const fix = { description: 'Add "Version": "2012-10-17".' };
    report.add('missing-version', { path: '', range }, { message, fix });
  } else if (version === '2008-10-17') {
    const message = 'This version has no policy variables.';
    const fix = { description: 'Use 2012-10-17.', replacement: '2012-10-17' };
    report.add('old-version', { path: 'Version', range: versionNode.range }, { message, fix });
  }
  if (statements.length === 0) {
    report.add(
      'no-statements',
      { path: 'Statement', range },
      { message: 'There are no statements, so the policy does nothing.' },
    );
  }
  checkSize(document, kind, report);
}

/** What managed policies hold, in characters. */
const MANAGED_POLICY_LIMIT = 6_144;

function checkSize(document: PolicyDocument, kind: PolicyKind, report: LintReport): void {
  const { range } = document;
  const { maxCharacters, countsWhiteSpace } = KIND_RULES[kind];
  // Printing costs; a text shorter than half of the limit is not near it, and one far beyond is reported by the parser.
  if (range.length < maxCharacters / 2 || range.length > 20 * maxCharacters) return;
  const size = countsWhiteSpace ? range.length : policySize(printPolicy(document), kind);
  const message = remarkOn(size, kind, maxCharacters);
  if (message !== undefined) report.add('near-size-limit', { path: '', range }, { message });
}

function remarkOn(size: number, kind: PolicyKind, maxCharacters: number): string | undefined {
  if (size > maxCharacters) return undefined;
  if (size > 0.9 * maxCharacters) {
    return `The policy has ${String(size)} of the ${String(maxCharacters)} characters that AWS stores.`;
  }
  if (kind !== 'identity' || size <= MANAGED_POLICY_LIMIT) return undefined;
  return `The policy has ${String(size)} characters: no managed policy holds more than ${String(MANAGED_POLICY_LIMIT)}.`;
}
