import { parseDate } from '../match/date.js';
import { parseIpRange } from '../match/ip.js';
import { compareNumbers } from '../match/numeric.js';
import { splitArn } from '../match/arn.js';
import type { Condition, OperatorName } from '../parse/ast.js';
import { quoted } from '../parse/findings.js';
import { asciiLowerCase } from '../match/ascii.js';
import type { KeyType } from './global-keys.js';
import { knowledgeOf } from './key-catalogue.js';
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
  if (family === 'Null' || !report.mayCompare()) return;
  const knowledge = knowledgeOf(key.value, options.catalogue);
  if (!('type' in knowledge) || FITTING[knowledge.type.holds].includes(family)) return;
  const { holds } = knowledge.type;
  const message = `${quoted(key.value)} holds ${holds === 'IPAddress' ? 'an address' : `a value of type ${holds}`}, which ${operator.name} does not compare. Use ${NAMES[holds]}.`;
  report.add('operator-type', conditionPlace(subject, condition), { message });
}

function checkValue(text: PlacedText, condition: Condition, subject: LintSubject): void {
  // With a variable, what comes out is not known.
  if (text.value.includes('${') && familyOf(condition.operator.name) !== 'String') return;
  switch (familyOf(condition.operator.name)) {
    case 'Null':
    case 'Bool':
      return expect(/^(?:true|false)$/i.test(text.value), 'invalid-boolean', {
        text,
        subject,
        wanted: 'true or false',
      });
    case 'Numeric':
      return expect(compareNumbers(text.value, '0') !== undefined, 'invalid-number', {
        text,
        subject,
        wanted: 'a number',
      });
    case 'Date': {
      const wanted = 'a date as in 2026-11-22T08:00:00Z, or seconds since 1970';
      return expect(parseDate(text.value) !== undefined, 'invalid-date', { text, subject, wanted });
    }
    case 'IpAddress':
      return checkAddress(text, condition, subject);
    case 'Arn': {
      const isArn =
        splitArn(text.value).length === 6 && /^(?:arn|\*|a?r?n?[*?].*)$/.test(text.value.split(':')[0] ?? '');
      return expect(isArn || text.value === '*', 'invalid-arn-value', {
        text,
        subject,
        wanted: 'an ARN of six parts, wildcards allowed',
      });
    }
    case 'String':
      return checkText(text, condition, subject);
    case 'Binary':
      return;
  }
}

interface Expectation {
  readonly text: PlacedText;
  readonly subject: LintSubject;
  readonly wanted: string;
}

function expect(isRight: boolean, id: LintRuleId, { text, subject, wanted }: Expectation): void {
  if (isRight) return;
  subject.report.add(id, text, { message: `${quoted(text.value)} is not what the operator wants: ${wanted}.` });
}

/** RFC 1918, RFC 6598, RFC 4193 and loopback. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', 'fc00::/7', '::1'];
const PRIVATE_RANGES = PRIVATE.flatMap((text) => parseIpRange(text) ?? []);

function checkAddress(text: PlacedText, { key }: Condition, subject: LintSubject): void {
  const range = parseIpRange(text.value);
  expect(range !== undefined, 'invalid-ip-range', {
    text,
    subject,
    wanted: 'an address, or a block as in 203.0.113.0/24',
  });
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
