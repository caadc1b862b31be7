import type { PrincipalElement } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { elementPlace, entryPlace, type LintSubject } from './lint-subject.js';
import { checkExposure } from './principal-exposure.js';
import { checkPrincipalForm } from './principal-form.js';

/** Principal and NotPrincipal. */
export function checkPrincipals(subject: LintSubject): void {
  const { statement } = subject;
  const { principal } = statement;
  if (!principal) return;
  for (const entry of principal.entries) checkPrincipalForm(entry, entryPlace(subject, principal, entry), subject);
  checkRedundant(principal, subject);
  if (principal.negated) {
    if (statement.effect === 'Allow') return;
    const message =
      'Deny with NotPrincipal also denies sessions and principals with a boundary. Use "*" and a condition on aws:PrincipalArn.';
    subject.report.add('not-principal-with-deny', elementPlace(subject, 'Principal', principal), { message });
  } else if (statement.effect === 'Allow' && subject.kind !== 'vpc-endpoint') {
    checkExposure(principal, subject);
  }
}

function checkRedundant(principal: PrincipalElement, subject: LintSubject): void {
  if (principal.entries.length < 2) return;
  const hasEverybody = principal.entries.some(({ type, value }) => type === 'AWS' && value === '*');
  const seen = new Set<string>();
  for (const entry of principal.entries) {
    const key = `${entry.type} ${entry.value}`;
    const isCovered = hasEverybody && entry.type === 'AWS' && entry.value !== '*';
    if (seen.has(key) || isCovered) {
      const message = `${quoted(entry.value)} is covered by another principal here.`;
      const fix = { description: 'Remove this principal.' };
      subject.report.add('redundant-principal', entryPlace(subject, principal, entry), { message, fix });
    }
    seen.add(key);
  }
}
