import { actionMatches } from '../match/action.js';
import { parseArn } from '../match/arn.js';
import type { PrincipalElement, PrincipalEntry } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import type { LintPlace } from './lint-report.js';
import { entryPlace, type LintOptions, type LintSubject } from './lint-subject.js';
import { limitsCaller, limitsSource } from './narrowing-conditions.js';

/** Who is let in that should perhaps not be. */
export function checkExposure(principal: PrincipalElement, subject: LintSubject): void {
  for (const entry of principal.entries) {
    const place = entryPlace(subject, principal, entry);
    if (entry.value === '*') checkPublic(entry, place, subject);
    else if (entry.type === 'AWS') checkOrganization(entry, place, subject);
    else if (entry.type === 'Service') checkDeputy(entry, place, subject);
  }
}

function checkPublic(entry: PrincipalEntry, place: LintPlace, { statement, report }: LintSubject): void {
  if (limitsCaller(statement.conditions) || limitsSource(statement.conditions)) return;
  const whom = entry.type === 'AWS' ? 'Everybody on the internet' : `Every principal of type ${entry.type}`;
  const message = `${whom} is let in. Name principals, or add a condition on aws:PrincipalOrgID.`;
  report.add('public-principal', place, { message });
}

function checkOrganization({ value }: PrincipalEntry, place: LintPlace, subject: LintSubject): void {
  const { statement, options, report } = subject;
  const account = /^\d{12}$/.test(value) ? value : parseArn(value)?.account;
  if (account === undefined || !isStranger(account, options)) return;
  if (limitsCaller(statement.conditions, 'organization')) return;
  const assumes = statement.action?.values.some((each) => actionMatches(each.value, 'sts:AssumeRole')) === true;
  const advice = assumes ? 'If this is meant, ask for an sts:ExternalId.' : 'If this is meant, say so in the Sid.';
  report.add('cross-organization-principal', place, {
    message: `Account ${account} is none of the organization's. ${advice}`,
  });
}

/** Only where the accounts of the organization are known. */
function isStranger(account: string, { organizationAccountIds, accountId }: LintOptions): boolean {
  if (!/^\d{12}$/.test(account) || organizationAccountIds === undefined) return false;
  return account !== accountId && !organizationAccountIds.includes(account);
}

/** Services that use a role for resources of its own account only, since iam:PassRole does not cross accounts. */
const HOSTS =
  /^(?:ec2|lambda|edgelambda|ecs-tasks|ecs|pods\.eks|eks|batch|glue|codebuild|elasticmapreduce|spotfleet|autoscaling)\.amazonaws\.com/;

function checkDeputy({ value }: PrincipalEntry, place: LintPlace, { statement, kind, report }: LintSubject): void {
  if (kind === 'trust' && HOSTS.test(value)) return;
  if (limitsSource(statement.conditions) || limitsCaller(statement.conditions)) return;
  const message = `${quoted(value)} is let in on behalf of any customer of AWS. Add aws:SourceAccount or aws:SourceArn.`;
  const fix = { description: 'Add "StringEquals": {"aws:SourceAccount": "111122223333"} with your account.' };
  report.add('missing-confused-deputy-condition', place, { message, fix });
}
