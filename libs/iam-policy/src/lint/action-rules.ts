import type { Catalogue } from '../catalogue/catalogue.js';
import { asciiLowerCase } from '../match/ascii.js';
import { serviceOfAction } from '../match/action.js';
import { actionCovers } from '../normalise/pattern-cover.js';
import type { PolicyKind } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import {
  actionTexts,
  elementPlace,
  hasWildcard,
  isGrant,
  type LintSubject,
  type PlacedText,
  statementPlace,
} from './lint-subject.js';
import { reportCovered } from './redundant-values.js';
import { renamedAction } from './renamed-names.js';
import { similarName } from './similar-name.js';

/** Action and NotAction on their own. */
export function checkActions(subject: LintSubject): void {
  const { statement, options, report } = subject;
  const texts = actionTexts(subject);
  for (const text of texts) if (options.catalogue) checkName(text, options.catalogue, subject);
  reportCovered(texts, { id: 'redundant-action', covers: actionCovers, report });
  if (statement.action?.negated === true && isGrant(subject)) {
    const message =
      'Allow with NotAction grants every action but these, also those of future services. Name what is meant with Action.';
    report.add('not-action-with-allow', elementPlace(subject, 'Action', statement.action), { message });
  }
  checkAdministration(subject, texts);
}

/** What it costs to look for the name that was meant. */
const SIMILAR_NAME = 5_000;

function checkName(text: PlacedText, catalogue: Catalogue, { report }: LintSubject): void {
  const { value } = text;
  const renamed = renamedAction(value);
  if (renamed) {
    const message = `${quoted(value)} is no permission (any more). ${renamed.source}.`;
    const description = `Use ${renamed.to.join(' and ')}.`;
    const [only, ...more] = renamed.to;
    report.add('renamed-action', text, {
      message,
      fix: { description, ...(only !== undefined && more.length === 0 && { replacement: only }) },
    });
    return;
  }
  const colon = value.indexOf(':');
  if (colon < 0) return;
  const service = serviceOfAction(asciiLowerCase(value));
  if (hasWildcard(service)) checkMatches(text, catalogue, { report });
  else if (!catalogue.service(service)) reportService(text, service, catalogue, { report });
  else checkMatches(text, catalogue, { report });
}

type Reporting = Pick<LintSubject, 'report'>;

function reportService(text: PlacedText, service: string, catalogue: Catalogue, { report }: Reporting): void {
  const similar = report.mayCompare(SIMILAR_NAME) ? similarName(service, catalogue.servicePrefixes) : undefined;
  const message = `There is no service with the prefix ${quoted(service)}.`;
  report.add('unknown-service', text, {
    message,
    ...suggestion(similar && `${similar}${text.value.slice(service.length)}`),
  });
}

function checkMatches(text: PlacedText, catalogue: Catalogue, { report }: Reporting): void {
  const { value } = text;
  if (value.endsWith(':*')) return;
  if (hasWildcard(value)) {
    if (!report.mayCompare() || catalogue.matching(value).length > 0) return;
    report.add('unknown-action', text, { message: `No action matches ${quoted(value)}.` });
    return;
  }
  if (catalogue.action(value)) return;
  const names = catalogue.actionsOf(serviceOfAction(asciiLowerCase(value))).map(({ fullName }) => fullName);
  const similar = report.mayCompare(SIMILAR_NAME) ? similarName(value, names) : undefined;
  report.add('unknown-action', text, { message: `There is no action ${quoted(value)}.`, ...suggestion(similar) });
}

/** "Did you mean". */
export function suggestion(similar: string | undefined): { fix?: { description: string; replacement: string } } {
  return similar === undefined ? {} : { fix: { description: `Did you mean ${similar}?`, replacement: similar } };
}

function checkAdministration(subject: LintSubject, texts: readonly PlacedText[]): void {
  if (!isUnlimitedGrant(subject) || !texts.some(({ value }) => value === '*' || value === '*:*')) return;
  const message = 'This allows everything on everything. Grant what is needed only.';
  subject.report.add('full-administration', statementPlace(subject), { message });
}

/** Kinds in which nothing else limits what is given. */
const OPEN_KINDS: ReadonlySet<PolicyKind> = new Set<PolicyKind>(['identity', 'resource']);

/** An Allow that gives its actions on everything, without conditions. */
function isUnlimitedGrant({ statement, kind }: LintSubject): boolean {
  if (statement.effect !== 'Allow' || !OPEN_KINDS.has(kind)) return false;
  const { action, resource, conditions } = statement;
  if (conditions.length > 0 || action?.negated !== false || resource?.negated !== false) return false;
  return resource.values.some(({ value }) => value === '*');
}
