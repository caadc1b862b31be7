import { actionMatches } from '../match/action.js';
import { asciiLowerCase } from '../match/ascii.js';
import { actionTexts, isGrant, type LintSubject, type PlacedText, resourceTexts } from './lint-subject.js';

/** Handing roles to services, and having AWS make roles for them. */
export function checkPassRole(subject: LintSubject): void {
  if (!isGrant(subject) || subject.statement.action?.negated !== false) return;
  checkPassing(subject);
  checkCreating(subject);
}

function checkPassing(subject: LintSubject): void {
  const { report } = subject;
  const passing = namedIn(subject, 'iam:PassRole');
  if (!passing || hasCondition(subject, 'iam:passedtoservice')) return;
  if (reachesEveryRole(subject)) {
    const message =
      'This allows any role to be passed to any service. Name the roles, and the service with iam:PassedToService.';
    report.add('pass-role-everything', passing, { message });
    return;
  }
  const message = 'Say to which service the roles may be passed, with iam:PassedToService.';
  const fix = {
    description: 'Add "StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"} with the service meant.',
  };
  report.add('pass-role-without-service', passing, { message, fix });
}

function checkCreating(subject: LintSubject): void {
  const creating = namedIn(subject, 'iam:CreateServiceLinkedRole');
  if (!creating || !reachesEveryRole(subject) || hasCondition(subject, 'iam:awsservicename')) return;
  const message = 'Say for which service the role may be made, with iam:AWSServiceName.';
  subject.report.add('service-linked-role-everything', creating, { message });
}

/** The value that allows the action; `*` alone is reported as administration. */
function namedIn(subject: LintSubject, action: string): PlacedText | undefined {
  return actionTexts(subject).find(({ value }) => value !== '*' && actionMatches(value, action));
}

function reachesEveryRole(subject: LintSubject): boolean {
  const { resource } = subject.statement;
  return resource?.negated === true || resourceTexts(subject).some(({ value }) => /^\*$|:(?:role\/)?\*$/.test(value));
}

function hasCondition({ statement }: LintSubject, key: string): boolean {
  return statement.conditions.some((condition) => {
    const { operator, values } = condition;
    const isPositive = /^(?:StringEquals|StringLike|StringEqualsIgnoreCase)$/.test(operator.name) && !operator.ifExists;
    return isPositive && asciiLowerCase(condition.key.value) === key && values.every(({ value }) => value !== '*');
  });
}
