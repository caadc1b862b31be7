import { serviceOfAction } from '../match/action.js';
import { splitArn } from '../match/arn.js';
import { asciiLowerCase } from '../match/ascii.js';
import { quoted } from '../parse/findings.js';
import { actionTexts, hasWildcard, type LintSubject, type PlacedText, resourceTexts } from './lint-subject.js';

/** Services that speak of another's resources with actions of their own name. */
const RELATED: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3', ['s3', 's3-object-lambda', 's3express', 's3-outposts']],
  ['execute-api', ['execute-api', 'apigateway']],
  ['apigateway', ['execute-api', 'apigateway']],
]);

/** The one service that all resources of the statement belong to; undefined when that is not certain. */
function serviceOf({ statement, kind }: LintSubject, resources: readonly PlacedText[]): string | undefined {
  if (kind !== 'resource' || statement.resource?.negated !== false) return undefined;
  const services = new Set(resources.map(({ value }) => splitArn(value)[2] ?? '*'));
  const [service] = services;
  const isCertain = services.size === 1 && service !== undefined && !/[*?]|\$\{/.test(service);
  return isCertain ? service : undefined;
}

/** A resource policy speaks of its own service only: all resources of the statement say which that is. */
export function checkResourcePolicy(subject: LintSubject): void {
  const service = serviceOf(subject, resourceTexts(subject));
  if (service === undefined || subject.statement.action?.negated !== false) return;
  const own = RELATED.get(service) ?? [service];
  for (const text of actionTexts(subject)) {
    const actual = serviceOfAction(asciiLowerCase(text.value));
    if (hasWildcard(actual) || own.includes(actual)) continue;
    const message = `${quoted(text.value)} is no action of ${service}, which holds the resource: no request comes here with it.`;
    subject.report.add('action-outside-service', text, { message });
  }
}
