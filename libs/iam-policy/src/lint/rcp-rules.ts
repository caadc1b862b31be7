import { asciiLowerCase } from '../match/ascii.js';
import { serviceOfAction } from '../match/action.js';
import { SERVICES_WITH_RCPS } from '../evaluate/special-cases.js';
import { quoted } from '../parse/findings.js';
import {
  actionTexts,
  elementPlace,
  hasWildcard,
  type LintSubject,
  type PlacedText,
  statementPlace,
} from './lint-subject.js';

/** What only RCPs may not say. */
export function checkRcp(subject: LintSubject): void {
  if (subject.kind !== 'rcp') return;
  checkEffect(subject);
  checkElements(subject);
  const { action } = subject.statement;
  for (const text of action?.negated === false ? actionTexts(subject) : []) checkAction(text, subject);
}

function checkEffect(subject: LintSubject): void {
  const { statement, report } = subject;
  if (statement.effect !== 'Allow') return;
  const message = 'An RCP of your own can only deny. Write "Effect": "Deny".';
  report.add('rcp-allow', statementPlace(subject), { message });
}

function checkElements(subject: LintSubject): void {
  const { statement, report } = subject;
  const { principal, action } = statement;
  if (principal?.negated === true || action?.negated === true) {
    const message = 'RCPs support neither NotPrincipal nor NotAction. Use Principal "*", Action, and conditions.';
    report.add('rcp-not-element', statementPlace(subject), { message });
  }
  if (!principal || principal.negated || principal.entries.every(({ value }) => value === '*')) return;
  const message = 'The principal of an RCP is "*". Name callers in a condition, as with aws:PrincipalArn.';
  report.add('rcp-principal', elementPlace(subject, 'Principal', principal), { message });
}

function checkAction(text: PlacedText, { report }: LintSubject): void {
  const service = serviceOfAction(asciiLowerCase(text.value));
  if (text.value === '*') {
    report.add('rcp-every-action', text, { message: 'Name the service, as in "s3:*": an RCP cannot say "*" alone.' });
  } else if (!hasWildcard(service) && !SERVICES_WITH_RCPS.has(service)) {
    const message = `RCPs do not bind resources of ${quoted(service)}, so this has no effect.`;
    report.add('rcp-unsupported-service', text, { message });
  }
}
