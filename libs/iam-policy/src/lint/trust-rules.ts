import { actionMatches } from '../match/action.js';
import { asciiLowerCase } from '../match/ascii.js';
import type { PrincipalElement, PrincipalEntry } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { actionTexts, elementPlace, type LintSubject } from './lint-subject.js';

const ALLOWED =
  /^sts:(?:assumerole(?:with(?:saml|webidentity))?|tagsession|setsourceidentity|setcontext|\*|assumerole\*)$/;

/** What only trust policies say: how a role is assumed, and by whom. */
export function checkTrust(subject: LintSubject): void {
  if (subject.kind !== 'trust') return;
  checkNames(subject);
  const { effect, principal } = subject.statement;
  if (effect !== 'Allow' || principal?.negated !== false) return;
  for (const entry of principal.entries) checkEntry(entry, principal, subject);
}

function checkNames(subject: LintSubject): void {
  for (const text of actionTexts(subject)) {
    if (text.value === '*' || ALLOWED.test(asciiLowerCase(text.value))) continue;
    const message = `${quoted(text.value)} has no place in a trust policy. Write sts:AssumeRole, or what goes with it.`;
    subject.report.add('trust-action', text, { message });
  }
}

/** How a principal of this kind assumes a role. */
function actionFor({ type, value }: PrincipalEntry): string | undefined {
  if (type === 'AWS' || type === 'Service') return 'sts:AssumeRole';
  if (type !== 'Federated') return undefined;
  return value.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
}

function checkEntry(entry: PrincipalEntry, principal: PrincipalElement, subject: LintSubject): void {
  const wanted = actionFor(entry);
  if (wanted === undefined) return;
  const place = { path: `${elementPlace(subject, 'Principal', principal).path}.${entry.type}`, range: entry.range };
  if (lacksAction(subject, wanted)) {
    const fix = { description: `Use ${wanted}.`, replacement: wanted };
    const message = `${quoted(entry.value)} assumes the role with ${wanted}, which is not among the actions.`;
    subject.report.add('trust-action-mismatch', place, { message, fix });
  }
  if (wanted !== 'sts:AssumeRoleWithWebIdentity' || limitsIdentity(subject)) return;
  const message = `Everybody whom ${quoted(entry.value)} knows is let in. Add a condition on its "aud" or "sub".`;
  subject.report.add('missing-identity-condition', place, { message });
}

/** The statement lets some way of assuming the role, but not this one. */
function lacksAction({ statement }: LintSubject, wanted: string): boolean {
  if (statement.action?.negated !== false) return false;
  const actions = statement.action.values.map(({ value }) => value);
  return (
    actions.some((value) => /assumerole|\*/i.test(value)) && !actions.some((value) => actionMatches(value, wanted))
  );
}

function limitsIdentity({ statement }: LintSubject): boolean {
  return statement.conditions.some(({ operator, key, values }) => {
    const isPositive = /^String(?:Equals|Like|EqualsIgnoreCase)$/.test(operator.name) && !operator.ifExists;
    return isPositive && /:(?:aud|sub|amr|oaud|email)$/i.test(key.value) && values.every(({ value }) => value !== '*');
  });
}
