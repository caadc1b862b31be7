import { parseArn } from '../match/arn.js';
import type { PrincipalEntry } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { accountSlip } from './account-slip.js';
import type { LintPlace } from './lint-report.js';
import { hasWildcard, type LintSubject } from './lint-subject.js';

const UNIQUE_ID = /^A[A-Z]{2}A[A-Z0-9]{12,}$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.com(?:\.cn)?|aws\.internal|amazon\.com)$/;

const ADVICE: Readonly<Record<Exclude<PrincipalEntry['type'], 'AWS'>, { form: RegExp; wanted: string }>> = {
  Service: { form: SERVICE, wanted: 'Services are named as in lambda.amazonaws.com.' },
  Federated: {
    form: /^arn:|^[a-z0-9.-]+\.[a-z]{2,}(?:\/|$)/,
    wanted: 'Write the ARN of the provider, or its name as in accounts.google.com.',
  },
  CanonicalUser: { form: /^[0-9a-f]{64}$/, wanted: 'A canonical user id has 64 hexadecimal digits.' },
};

/** Whether a principal is written as AWS writes them. */
export function checkPrincipalForm({ type, value }: PrincipalEntry, place: LintPlace, subject: LintSubject): void {
  if (value === '*' || value.includes('${')) return;
  if (type === 'AWS') return checkAws(value, place, subject);
  const { form, wanted } = ADVICE[type];
  if (form.test(value)) return;
  subject.report.add('malformed-principal', place, { message: `${quoted(value)} is no principal. ${wanted}` });
}

function checkAws(value: string, place: LintPlace, subject: LintSubject): void {
  const { report } = subject;
  if (/^\d{12}$/.test(value)) return checkAccount(value, value, place, subject);
  if (UNIQUE_ID.test(value)) {
    const message = `${quoted(value)} is the id of a principal that no longer exists. Remove it.`;
    report.add('principal-by-unique-id', place, { message });
  } else if (hasWildcard(value)) {
    const message = `${quoted(value)} holds a wildcard. Name the account, and the ARNs with a condition on aws:PrincipalArn.`;
    report.add('principal-with-wildcard', place, { message });
  } else checkArn(value, place, subject);
}

function checkArn(value: string, place: LintPlace, subject: LintSubject): void {
  const parts = parseArn(value);
  if (parts && isPrincipalArn(parts.service, parts.region, parts.resource)) {
    return checkAccount(parts.account, value, place, subject);
  }
  const fix = parts && betterForm(value, parts.service, parts.resource);
  const message = /^\d{10,13}$/.test(value)
    ? `${quoted(value)} is no account id: those have twelve digits.`
    : `${quoted(value)} is no principal. Write an account id, or the ARN of a user, a role or a role session.`;
  subject.report.add('malformed-principal', place, { message, ...(fix && { fix }) });
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
