import { serviceOfAction } from '../match/action.js';
import { splitArn } from '../match/arn.js';
import { asciiLowerCase } from '../match/ascii.js';
import { quoted } from '../parse/findings.js';
import { actionTexts, hasWildcard, type LintSubject, resourceTexts } from './lint-subject.js';

/** Services that speak of another's resources with actions of their own name. */
const RELATED: Readonly<Record<string, readonly string[]>> = {
  s3: ['s3', 's3-object-lambda', 's3express', 's3-outposts'],
  'execute-api': ['execute-api', 'apigateway'],
  apigateway: ['execute-api', 'apigateway'],
};

/** A resource policy speaks of its own service only: all resources of the statement say which that is. */
export function checkResourcePolicy(subject: LintSubject): void {
  const { statement, kind, report } = subject;
  if (kind !== 'resource' || statement.action?.negated !== false || statement.resource?.negated !== false) return;
  const services = new Set(resourceTexts(subject).map(({ value }) => splitArn(value)[2] ?? '*'));
  const [service] = services;
  if (services.size !== 1 || service === undefined || hasWildcard(service) || service.includes('${')) return;
  const own = Object.hasOwn(RELATED, service) ? (RELATED[service] ?? []) : [service];
  for (const text of actionTexts(subject)) {
    const actual = serviceOfAction(asciiLowerCase(text.value));
    if (hasWildcard(actual) || own.includes(actual)) continue;
    const message = `${quoted(text.value)} is no action of ${service}, which holds the resource: no request comes here with it.`;
    report.add('action-outside-service', text, { message });
  }
}
