import { type PolicyKind } from '@gatehouse/iam-policy';

import { documentProblem } from '../authorization/policy-documents.js';
import { awsManagedPath } from './aws-managed-policies.js';
import type { Seed, SeedDocument, SeedOrganization } from './seed-schema.js';

const DAY = 24 * 3600 * 1000;
/** What ends soon ends soon on every day of the demo. */
const IN_DAYS = /<in (\d{1,4}) days>/gu;

interface DocumentPlace {
  readonly accountId: string;
  readonly kind: PolicyKind;
  /** Where it stands, for messages. */
  readonly where: string;
}

/** Resolves what one organization of a seed leaves short: named documents, `<account>` in documents, ages, policy names. */
export class SeedReader {
  readonly organizationId: string;
  readonly partition: string;
  /** Documents found right, each after the kind of policy it stands for. */
  private readonly checked = new Set<string>();

  constructor(
    private readonly seed: Seed,
    private readonly organization: SeedOrganization,
    private readonly now: Date,
  ) {
    this.organizationId = organization.id;
    this.partition = organization.partition;
  }

  /** When something was made or last changed: the same at every start, so that a restart makes nothing look new. */
  madeDaysAgo(days: number): Date {
    const from = Math.min(Date.parse(this.seed.agesFrom), this.now.getTime());
    return new Date(Math.floor((from - days * DAY) / 1000) * 1000);
  }

  /** When something was last used, or happens: counted from the start, so that an unused role stays unused. */
  daysAgo(days: number): Date {
    return new Date(Math.floor((this.now.getTime() - days * DAY) / 1000) * 1000);
  }

  /**
   * The JSON text of a document, with the placeholders `<account>`, `<hub>`, `<partition>`, `<organization>` and
   * `<in 3 days>` filled in.
   */
  document(document: SeedDocument, place: DocumentPlace): string {
    const value = typeof document === 'string' ? this.seed.documents[document] : document;
    if (value === undefined) {
      throw new Error(
        `seed: ${place.where} uses the document ${JSON.stringify(document)}, which is not under documents`,
      );
    }
    const complete = 'Version' in value ? value : { Version: '2012-10-17', ...value };
    const template = JSON.stringify(complete);
    const text = this.filledIn(template, place.accountId);
    this.check(template, text, place);
    return text;
  }

  /** A text with the same placeholders filled in. */
  filledIn(template: string, accountId: string): string {
    return template
      .replaceAll('<account>', accountId)
      .replaceAll('<hub>', this.organization.hubAccount)
      .replaceAll('<partition>', this.partition)
      .replaceAll('<organization>', this.organizationId)
      .replaceAll(IN_DAYS, (_placeholder, days: string) => this.startOfDayIn(Number(days)));
  }

  /** `2026-11-25T00:00:00Z`, as IAM's date conditions take it. */
  private startOfDayIn(days: number): string {
    return `${this.daysAgo(-days).toISOString().slice(0, 10)}T00:00:00Z`;
  }

  /** Many accounts share a document, and which account's id stands in it makes it neither right nor wrong. */
  private check(template: string, text: string, { kind, where }: DocumentPlace): void {
    const name = `${kind}\n${template}`;
    if (this.checked.has(name)) return;
    const problem = documentProblem(text, kind);
    if (problem !== undefined) throw new Error(`seed: ${where}: ${problem}`);
    this.checked.add(name);
  }

  /** The ARN of a managed policy from the short form of the seed: a name of the account, or `aws:Name`. */
  policyArn(name: string, accountId: string): string {
    if (name.startsWith('arn:')) return name;
    const aws = name.startsWith('aws:');
    const bare = aws ? name.slice(4) : name;
    const path = aws ? this.awsPath(bare) : pathOf(this.policiesOf(accountId), bare);
    return `arn:${this.partition}:iam::${aws ? 'aws' : accountId}:policy${path ?? '/'}${bare}`;
  }

  private awsPath(name: string): string | undefined {
    return pathOf(this.seed.awsPolicies, name) ?? awsManagedPath(name);
  }

  private policiesOf(accountId: string): Seed['awsPolicies'] {
    return this.seed.accounts.find(({ id }) => id === accountId)?.policies ?? [];
  }
}

function pathOf(policies: Seed['awsPolicies'], name: string): string | undefined {
  return policies.find((policy) => policy.name === name)?.path;
}
