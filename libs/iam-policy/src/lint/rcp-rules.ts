import { asciiLowerCase } from '../match/ascii.js';
import { serviceOfAction } from '../match/action.js';
import { SERVICES_WITH_RCPS } from '../evaluate/special-cases.js';
import { quoted } from '../parse/findings.js';
import { actionTexts, elementPlace, hasWildcard, type LintSubject, statementPlace } from './lint-subject.js';

/** What only RCPs may not say. */
export function checkRcp(subject: LintSubject): void {
  const { statement, kind, report } = subject;
  if (kind !== 'rcp') return;
  const { principal, action } = statement;
  if (statement.effect === 'Allow' && !statement.unreadable.includes('Effect')) {
    report.add('rcp-allow', statementPlace(subject), {
      message: 'An RCP of your own can only deny. Write "Effect": "Deny".',
    });
  }
  if (principal?.negated === true || action?.negated === true) {
    const message = 'RCPs support neither NotPrincipal nor NotAction. Use Principal "*", Action, and conditions.';
    report.add('rcp-not-element', statementPlace(subject), { message });
  }
  if (principal?.negated === false && !principal.entries.every(({ value }) => value === '*')) {
    const message = 'The principal of an RCP is "*". Name callers in a condition, as with aws:PrincipalArn.';
    report.add('rcp-principal', elementPlace(subject, 'Principal', principal), { message });
  }
  for (const text of action?.negated === false ? actionTexts(subject) : []) {
    const service = serviceOfAction(asciiLowerCase(text.value));
    if (text.value === '*') {
      report.add('rcp-every-action', text, { message: 'Name the service, as in "s3:*": an RCP cannot say "*" alone.' });
    } else if (!hasWildcard(service) && !SERVICES_WITH_RCPS.has(service)) {
      const message = `RCPs do not bind resources of ${quoted(service)}, so this has no effect.`;
      report.add('rcp-unsupported-service', text, { message });
    }
  }
}
