import { partCovers } from '../normalise/part-cover.js';
import { principalKey, type StatementPart, statementPart } from '../normalise/statement-part.js';
import { statementPlace, type LintSubject } from './lint-subject.js';

interface Covering {
  readonly subject: LintSubject;
  readonly part: StatementPart;
  readonly who: string;
  readonly number: number;
}

/** Statements that a Deny makes unreachable, and those that another of the same effect covers. */
export function checkCoverage(subjects: readonly LintSubject[]): void {
  const readable = subjects.filter(({ statement }) => statement.unreadable.length === 0);
  const all = readable.map((subject): Covering => {
    const part = statementPart(subject.statement, subject.document.version);
    return { subject, part, who: principalKey(part.principal), number: subject.statement.index };
  });
  const denies = all.filter(({ part }) => part.effect === 'Deny');
  const dropped = new Set<number>();
  for (const one of all) {
    if (!one.subject.report.mayCompare(all.length)) return;
    const deny = one.part.effect === 'Allow' ? denies.find((each) => hides(each, one)) : undefined;
    if (deny) {
      reportUnreachable(one, deny);
      continue;
    }
    const wider = all.find((other) => other !== one && !dropped.has(other.number) && repeats(other, one));
    if (!wider) continue;
    dropped.add(one.number);
    reportRedundant(one, wider);
  }
}

const nameOf = ({ subject }: Covering): string => subject.statement.sid?.value ?? subject.path;

function reportUnreachable({ subject }: Covering, deny: Covering): void {
  const message = `The Deny ${nameOf(deny)} covers everything that this statement allows.`;
  subject.report.add('unreachable-statement', statementPlace(subject), { message });
}

function reportRedundant({ subject }: Covering, wider: Covering): void {
  const message = `${nameOf(wider)} covers this statement.`;
  subject.report.add('redundant-statement', statementPlace(subject), {
    message,
    fix: { description: 'Remove this statement.' },
  });
}

/** A Deny of everybody hides an Allow of somebody. */
function hides(deny: Covering, allow: Covering): boolean {
  const isForAll = deny.part.principal?.isBare === true && !deny.part.principal.negated;
  if (!isForAll && deny.who !== allow.who) return false;
  return isWider(deny, { ...allow, part: { ...allow.part, principal: deny.part.principal } });
}

function repeats(other: Covering, one: Covering): boolean {
  return other.part.effect === one.part.effect && other.who === one.who && isWider(other, one);
}

function isWider(wide: Covering, narrow: Covering): boolean {
  const { work } = wide.subject.report;
  return work.take(1) && partCovers(wide.part, narrow.part, wide.subject.document.version, work);
}
