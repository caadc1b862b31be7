import type { ListElement, PolicyKind } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { conditionPlace, elementPlace, type LintSubject } from './lint-subject.js';

/** Services have their own rules for the Sids of their resource policies. */
const STRICT_SIDS: ReadonlySet<PolicyKind> = new Set<PolicyKind>([
  'identity',
  'boundary',
  'session',
  'trust',
  'scp',
  'rcp',
]);

/** Sid, and lists that are empty. `sids` are those of the statements before. */
export function checkStatement(subject: LintSubject, sids: Set<string>): void {
  const { statement } = subject;
  checkSid(subject, sids);
  checkEmpty(subject, 'Action', statement.action);
  checkEmpty(subject, 'Resource', statement.resource);
  if (statement.principal?.entries.length === 0) {
    reportEmpty(subject, elementPlace(subject, 'Principal', statement.principal));
  }
  for (const condition of statement.conditions) {
    if (condition.values.length === 0) reportEmpty(subject, conditionPlace(subject, condition));
  }
}

function checkSid({ statement, kind, report, path }: LintSubject, sids: Set<string>): void {
  const { sid } = statement;
  if (!sid) return;
  const place = { path: `${path}.Sid`, range: sid.range };
  if (STRICT_SIDS.has(kind) && !/^[A-Za-z0-9]*$/.test(sid.value)) {
    const replacement = sid.value.slice(0, 200).replace(/[^A-Za-z0-9]+/g, '');
    const message = `${quoted(sid.value)} holds other characters than letters and digits.`;
    report.add('invalid-sid', place, { message, fix: { description: `Write ${quoted(replacement)}.`, replacement } });
  }
  if (sid.value !== '' && sids.has(sid.value)) {
    const message = `${quoted(sid.value)} is the Sid of an earlier statement, too.`;
    report.add('duplicate-sid', place, { message });
  }
  sids.add(sid.value);
}

function checkEmpty(subject: LintSubject, name: string, element: ListElement | undefined): void {
  // What could not be read is not empty.
  if (element?.values.length !== 0 || subject.statement.unreadable.includes(name as 'Action' | 'Resource')) return;
  reportEmpty(subject, elementPlace(subject, name, element));
}

function reportEmpty({ report }: LintSubject, place: { path: string; range: LintSubject['statement']['range'] }): void {
  report.add('empty-list', place, {
    message: 'This list is empty, so that nothing matches. Fill it, or remove the statement.',
  });
}
