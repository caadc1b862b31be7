import { parseArn } from '../match/arn.js';
import type { PrincipalElement, PrincipalEntry } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { accountSlip } from './account-slip.js';
import { elementPlace, hasWildcard, type LintSubject } from './lint-subject.js';
import type { LintPlace } from './lint-report.js';
import { limitsCaller, limitsSource } from './narrowing-conditions.js';

/** Principal and NotPrincipal. */
export function checkPrincipals(subject: LintSubject): void {
  const { statement } = subject;
  const { principal } = statement;
  if (!principal) return;
  for (const entry of principal.entries) checkForm(entry, entryPlace(subject, principal, entry), subject);
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

function entryPlace(subject: LintSubject, principal: PrincipalElement, { type, range }: PrincipalEntry): LintPlace {
  const { path } = elementPlace(subject, 'Principal', principal);
  return { path: principal.isBare ? path : `${path}.${type}`, range };
}

const UNIQUE_ID = /^A[A-Z]{2}A[A-Z0-9]{12,}$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.com(?:\.cn)?|aws\.internal|amazon\.com)$/;

function checkForm(entry: PrincipalEntry, place: LintPlace, subject: LintSubject): void {
  const { type, value } = entry;
  const { report } = subject;
  if (value === '*' || value.includes('${')) return;
  const malformed = (wanted: string) => {
    report.add('malformed-principal', place, { message: `${quoted(value)} is no principal. ${wanted}` });
  };
  switch (type) {
    case 'AWS':
      return checkAws(value, place, subject);
    case 'Service':
      if (!SERVICE.test(value)) malformed('Services are named as in lambda.amazonaws.com.');
      return;
    case 'Federated':
      if (!/^arn:|^[a-z0-9.-]+\.[a-z]{2,}(?:\/|$)/.test(value))
        malformed('Write the ARN of the provider, or its name as in accounts.google.com.');
      return;
    case 'CanonicalUser':
      if (!/^[0-9a-f]{64}$/.test(value)) malformed('A canonical user id has 64 hexadecimal digits.');
      return;
  }
}

function checkAws(value: string, place: LintPlace, subject: LintSubject): void {
  const { report } = subject;
  if (/^\d{12}$/.test(value)) return checkAccount(value, value, place, subject);
  if (UNIQUE_ID.test(value)) {
    const message = `${quoted(value)} is the id of a principal that no longer exists. Remove it.`;
    report.add('principal-by-unique-id', place, { message });
    return;
  }
  if (hasWildcard(value)) {
    const message = `${quoted(value)} holds a wildcard. Name the account, and the ARNs with a condition on aws:PrincipalArn.`;
    report.add('principal-with-wildcard', place, { message });
    return;
  }
  const parts = parseArn(value);
  const fix = parts && betterForm(value, parts.service, parts.resource);
  if (!parts || !isPrincipalArn(parts.service, parts.region, parts.resource)) {
    const message = /^\d{10,13}$/.test(value)
      ? `${quoted(value)} is no account id: those have twelve digits.`
      : `${quoted(value)} is no principal. Write an account id, or the ARN of a user, a role or a role session.`;
    report.add('malformed-principal', place, { message, ...(fix && { fix }) });
    return;
  }
  return checkAccount(parts.account, value, place, subject);
}

function isPrincipalArn(service: string, region: string, resource: string): boolean {
  if (region !== '') return false;
  if (service === 'iam') return resource === 'root' || /^(?:user|role)\/[^/]/.test(resource);
  return service === 'sts' && /^(?:assumed-role\/[^/]+\/[^/]+|federated-user\/[^/]+|self)$/.test(resource);
}

/** What was probably meant by an ARN that is almost one of a principal. */
function betterForm(
  value: string,
  service: string,
  resource: string,
): { description: string; replacement: string } | undefined {
  const [type = '', ...names] = resource.split('/');
  const meant: Readonly<Record<string, string>> = {
    Role: 'role',
    roles: 'role',
    User: 'user',
    users: 'user',
    Root: 'root',
  };
  const better = meant[type];
  if (service !== 'iam' || better === undefined || !Object.hasOwn(meant, type)) return undefined;
  const replacement = value.slice(0, value.length - resource.length) + [better, ...names].join('/');
  return { description: `Did you mean ${replacement}?`, replacement };
}

function checkAccount(account: string, value: string, place: LintPlace, { report, options }: LintSubject): void {
  if (!/^\d{12}$/.test(account)) {
    if (account === 'cloudfront' || account === 'aws') return;
    report.add('mistyped-account', place, {
      message: `${quoted(account)} is no account id: those have twelve digits.`,
    });
    return;
  }
  const meant = accountSlip(account, options);
  if (meant === undefined) return;
  const message = `No account of yours is called ${account}, but ${meant} is.`;
  const replacement = value.replace(account, meant);
  report.add('mistyped-account', place, { message, fix: { description: `Did you mean ${meant}?`, replacement } });
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

function checkExposure(principal: PrincipalElement, subject: LintSubject): void {
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

function checkOrganization(
  { value }: PrincipalEntry,
  place: LintPlace,
  { statement, options, report }: LintSubject,
): void {
  const { organizationAccountIds, accountId } = options;
  const account = /^\d{12}$/.test(value) ? value : parseArn(value)?.account;
  if (organizationAccountIds === undefined || account === undefined || !/^\d{12}$/.test(account)) return;
  if (account === accountId || organizationAccountIds.includes(account)) return;
  if (limitsCaller(statement.conditions, 'organization')) return;
  const advice = statement.action?.values.some((each) => each.value.toLowerCase() === 'sts:assumerole')
    ? 'If this is meant, ask for an sts:ExternalId.'
    : 'If this is meant, say so in the Sid.';
  report.add('cross-organization-principal', place, {
    message: `Account ${account} is none of the organization's. ${advice}`,
  });
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
