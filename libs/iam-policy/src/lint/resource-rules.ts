import { parseArn } from '../match/arn.js';
import { resourceCovers } from '../normalise/pattern-cover.js';
import { quoted } from '../parse/findings.js';
import { accountSlip } from './account-slip.js';
import {
  elementPlace,
  hasWildcard,
  isGrant,
  type LintSubject,
  type PlacedText,
  resourceTexts,
} from './lint-subject.js';
import { checkArnForm } from './arn-form.js';
import { reportCovered } from './redundant-values.js';

/** Resource and NotResource on their own. */
export function checkResources(subject: LintSubject): void {
  const { statement, document, report } = subject;
  const texts = resourceTexts(subject);
  for (const text of texts) checkResource(text, subject);
  reportCovered(texts, {
    id: 'redundant-resource',
    covers: (wide, narrow, work) => resourceCovers(wide, narrow, document.version, work),
    report,
  });
  if (statement.resource?.negated !== true || !isGrant(subject)) return;
  const message = 'Allow with NotResource grants access to every resource but these. Name what is meant with Resource.';
  report.add('not-resource-with-allow', elementPlace(subject, 'Resource', statement.resource), { message });
}

function checkResource(text: PlacedText, subject: LintSubject): void {
  const { value } = text;
  // A wildcard or a variable at the start may stand for whatever an ARN begins with.
  if (/^(?:[*?]|\$\{)/.test(value)) return;
  if (checkArn(text, subject)) checkArnForm(text, subject);
}

/** Says what is wrong with the parts of an ARN; whether it is worth looking at further. */
export function checkArn(text: PlacedText, { report, options }: LintSubject): boolean {
  const { value } = text;
  const parts = parseArn(value);
  if (!parts) {
    // `arn:aws:s3*` may reach over the parts that it lacks.
    if (/^arn:.*[*?]|^arn[*?]/.test(value)) return false;
    const message = `${quoted(value)} is no ARN. Write arn:partition:service:region:account:resource, or "*".`;
    report.add('malformed-arn', text, { message });
    return false;
  }
  checkPartition(parts.partition, text, report);
  checkRegion(parts.region, text, report);
  checkAccount(parts.account, text, { report, options });
  return true;
}

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc'];
const isOpen = (part: string): boolean => part === '' || hasWildcard(part) || part.includes('${');

function checkPartition(partition: string, text: PlacedText, report: LintSubject['report']): void {
  if (PARTITIONS.includes(partition) || (partition !== '' && isOpen(partition))) return;
  const message = `${quoted(partition)} is no partition. Known are ${PARTITIONS.join(', ')}.`;
  report.add('unknown-partition', text, { message });
}

const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/;

function checkRegion(region: string, text: PlacedText, report: LintSubject['report']): void {
  if (isOpen(region) || REGION.test(region)) return;
  const message = `${quoted(region)} is no region. Write one as in eu-west-1, or leave the part empty.`;
  report.add('malformed-region', text, { message });
}

/** Owners that are no twelve digits: what AWS shares, and CloudFront's identities. */
const NAMED_ACCOUNTS = new Set([
  'aws',
  'aws-managed',
  'cloudfront',
  'third-party',
  'amazon',
  'self',
  'aws-marketplace',
]);

function checkAccount(
  account: string,
  text: PlacedText,
  { report, options }: Pick<LintSubject, 'report' | 'options'>,
): void {
  if (isOpen(account) || NAMED_ACCOUNTS.has(account)) return;
  if (!/^\d{12}$/.test(account)) {
    const message = `${quoted(account)} is no account id: those have twelve digits.`;
    report.add('mistyped-account', text, { message });
    return;
  }
  const meant = accountSlip(account, options);
  if (meant === undefined) return;
  const message = `No account of yours is called ${account}, but ${meant} is.`;
  const replacement = text.value.replace(account, meant);
  report.add('mistyped-account', text, { message, fix: { description: `Did you mean ${meant}?`, replacement } });
}
