import { parseDate } from '../match/date.js';
import { parseIpRange } from '../match/ip.js';
import { compareNumbers } from '../match/numeric.js';
import { splitArn } from '../match/arn.js';
import type { Condition, OperatorName } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { asciiLowerCase } from '../match/ascii.js';
import type { KeyType } from './global-keys.js';
import { KEY_LOOK_UP, knowledgeOf } from './key-catalogue.js';
import { conditionPlace, conditionTexts, hasWildcard, type LintSubject, type PlacedText } from './lint-subject.js';
import type { LintRuleId } from './lint-rules.js';

type Family = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';

export function familyOf(name: OperatorName): Family {
  const found = /^(?:Not)?(String|Numeric|Date|Bool|Binary|IpAddress|Arn|Null)/.exec(name)?.[1];
  return (found ?? 'String') as Family;
}

/** Operators that compare what a key holds. An ARN is text too. */
const FITTING: Readonly<Record<KeyType['holds'], readonly Family[]>> = {
  String: ['String', 'Arn', 'Binary'],
  ARN: ['Arn', 'String'],
  Bool: ['Bool'],
  Numeric: ['Numeric'],
  Date: ['Date', 'Numeric'],
  IPAddress: ['IpAddress'],
};

const NAMES: Readonly<Record<KeyType['holds'], string>> = {
  String: 'StringEquals or StringLike',
  ARN: 'ArnLike',
  Bool: 'Bool',
  Numeric: 'a Numeric operator',
  Date: 'a Date operator',
  IPAddress: 'IpAddress or NotIpAddress',
};

/** Operators against the types of their keys, and against their values. */
export function checkConditionValues(subject: LintSubject): void {
  for (const condition of subject.statement.conditions) {
    checkType(condition, subject);
    const seen = new Set<string>();
    for (const text of conditionTexts(subject, condition)) {
      if (seen.has(text.value)) {
        const message = `${quoted(text.value)} comes twice in this list.`;
        subject.report.add('redundant-value', text, { message, fix: { description: 'Remove this value.' } });
      } else checkValue(text, condition, subject);
      seen.add(text.value);
    }
  }
}

function checkType(condition: Condition, subject: LintSubject): void {
  const { operator, key } = condition;
  const family = familyOf(operator.name);
  const { options, report } = subject;
  if (family === 'Null' || !report.mayCompare(KEY_LOOK_UP)) return;
  const knowledge = knowledgeOf(key.value, options.catalogue);
  if (!('type' in knowledge) || FITTING[knowledge.type.holds].includes(family)) return;
  const { holds } = knowledge.type;
  const message = `${quoted(key.value)} holds ${holds === 'IPAddress' ? 'an address' : `a value of type ${holds}`}, which ${operator.name} does not compare. Use ${NAMES[holds]}.`;
  report.add('operator-type', conditionPlace(subject, condition), { message });
}

interface Check {
  readonly id: LintRuleId;
  readonly wanted: string;
  readonly isRight: (value: string) => boolean;
}

const BOOLEAN: Check = {
  id: 'invalid-boolean',
  wanted: 'true or false',
  isRight: (value) => /^(?:true|false)$/i.test(value),
};

/** What values of an operator have to look like. */
const CHECKS: Partial<Record<Family, Check>> = {
  Null: BOOLEAN,
  Bool: BOOLEAN,
  Numeric: { id: 'invalid-number', wanted: 'a number', isRight: (value) => compareNumbers(value, '0') !== undefined },
  Date: {
    id: 'invalid-date',
    wanted: 'a date as in 2026-11-22T08:00:00Z, or seconds since 1970',
    isRight: (value) => parseDate(value) !== undefined,
  },
  IpAddress: {
    id: 'invalid-ip-range',
    wanted: 'an address, or a block as in 203.0.113.0/24',
    isRight: (value) => parseIpRange(value) !== undefined,
  },
  Arn: { id: 'invalid-arn-value', wanted: 'an ARN of six parts, wildcards allowed', isRight: isArnPattern },
};

function isArnPattern(value: string): boolean {
  if (value === '*') return true;
  const [first = '', ...parts] = splitArn(value);
  return parts.length === 5 && (first === 'arn' || hasWildcard(first));
}

function checkValue(text: PlacedText, condition: Condition, subject: LintSubject): void {
  const family = familyOf(condition.operator.name);
  if (family === 'String') return checkText(text, condition, subject);
  const check = CHECKS[family];
  // With a variable, what comes out is not known.
  if (!check || text.value.includes('${')) return;
  if (!check.isRight(text.value)) {
    const message = `${quoted(text.value)} is not what the operator wants: ${check.wanted}.`;
    subject.report.add(check.id, text, { message });
  } else if (family === 'IpAddress') checkAddress(text, condition, subject);
}

/** RFC 1918, RFC 6598, RFC 4193 and loopback. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', 'fc00::/7', '::1'];
const PRIVATE_RANGES = PRIVATE.flatMap((text) => parseIpRange(text) ?? []);

function checkAddress(text: PlacedText, { key }: Condition, subject: LintSubject): void {
  const range = parseIpRange(text.value);
  if (!range) return;
  const address = parseIpRange(text.value.split('/')[0] ?? '');
  if (address && address.first !== range.first) {
    const message = `${quoted(text.value)} means the whole block; write its first address, so that nobody is misled.`;
    subject.report.add('ip-range-host-bits', text, { message });
  }
  const isPrivate = PRIVATE_RANGES.some(
    ({ family, first, last }) => family === range.family && range.first >= first && range.last <= last,
  );
  if (!isPrivate || asciiLowerCase(key.value) !== 'aws:sourceip') return;
  const message = `${quoted(text.value)} is private, but aws:SourceIp is a public address. Requests through a VPC endpoint have aws:VpcSourceIp.`;
  subject.report.add('private-source-ip', text, { message });
}

function checkText(text: PlacedText, { operator }: Condition, { report }: LintSubject): void {
  const plain = text.value.replace(/\$\{[^}]*\}/g, '');
  if (!/Equals/.test(operator.name) || !hasWildcard(plain)) return;
  const like = operator.name.includes('Not') ? 'StringNotLike' : 'StringLike';
  const message = `${operator.name} takes the wildcards in ${quoted(text.value)} as plain text.`;
  report.add('wildcard-in-equals', text, { message, fix: { description: `Use ${like}.` } });
}
